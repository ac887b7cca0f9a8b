"""Urgent needs of a number that is already here."""

from __future__ import annotations

from caseworker.reception.check_in import AtTheGate, note_urgent_need
from caseworker.views.reception import ArrivalPage
from ui.language import _
from ui.reception.stage import StageView, Way
from ui.reception.urgent_needs import UrgentNeeds
from ui.widgets.button import primary


class UrgentStage(StageView):
    """What needs help now; it can be changed at any time."""

    def __init__(self, way: Way, shown: ArrivalPage) -> None:
        super().__init__(way)
        self._id = shown.row.id
        row = shown.row
        self.urgent = UrgentNeeds(
            row.urgent_needs, row.urgent_help, someone_stays=row.someone_stays
        )
        self.go_on = primary(_("Keep and go on"), name="keep-urgent")
        self.go_on.clicked.connect(self._keep)
        self.add(self.urgent)
        self.add_acts(self.go_on)

    def _keep(self) -> None:
        seen = AtTheGate(
            urgent_needs=self.urgent.chosen(),
            urgent_help=self.urgent.help.text().strip(),
            someone_stays=self.urgent.stays.isChecked(),
        )
        self.desk.write(
            self,
            lambda work: note_urgent_need(work, self._id, seen),
            lambda _kept: self.way.go_on(),
        )
