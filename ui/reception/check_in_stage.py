"""Check in: a bed and the arrival kit for a number. No name."""

from __future__ import annotations

from caseworker.reception.check_in import check_in
from caseworker.text import N_
from caseworker.views.reception import ArrivalPage
from ui.drafts import WordsKeeper
from ui.language import _
from ui.reception.stage import StageView, Way
from ui.widgets.button import primary
from ui.widgets.choice_list import ChoiceList
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.text_input import TextField

KIT = (
    ("hygiene", N_("Hygiene kit")),
    ("blanket", N_("Blanket")),
    ("clothes", N_("Clothes")),
    ("baby", N_("Baby kit")),
    ("school", N_("School or play kit")),
    ("phone", N_("A call to family, where it is safe")),
)
"""What an arrival kit can hold (R-277)."""


class CheckInStage(StageView):
    """A bed, a kit, and the number is checked in."""

    def __init__(self, way: Way, shown: ArrivalPage) -> None:
        super().__init__(way)
        self._id = shown.row.id
        self.bed = TextField(shown.row.bed, name="bed", example=_("Room 4, bed 2"))
        self.kit = ChoiceList(
            [(key, _(said)) for key, said in KIT], name="kit", label=_("Arrival kit")
        )
        self.kit.set_values(shown.kit)
        self.done = primary(_("Check in"), name="check-in")
        self.done.clicked.connect(self._check_in)
        self.bed.returnPressed.connect(self._check_in)
        sleeping, things = Card(), Card()
        sleeping.content.addWidget(section(_("A place to sleep")))
        sleeping.content.addWidget(Field(_("Bed"), self.bed, _("Leave empty if nobody stays")))
        sleeping.content.addWidget(
            small(_("Women, men, families and children alone sleep apart. Ask what feels safe."))
        )
        things.content.addWidget(section(_("Arrival kit")))
        things.content.addWidget(self.kit)
        columns = TwoColumns()
        columns.main.addWidget(sleeping)
        columns.side.addWidget(things)
        self.add(columns)
        self.add_acts(self.done)
        self._typed = WordsKeeper(self, self.desk, self._id, "bed")

    def _check_in(self) -> None:
        bed, kit = self.bed.text().strip(), self.kit.values()
        self.desk.write(
            self,
            lambda work: check_in(work, self._id, bed=bed, kit=kit).number,
            self._checked_in,
        )

    def _checked_in(self, number: str) -> None:
        self._typed.discard()
        self.way.shell.say(_("{number} is checked in", number=number))
        self.way.go_on()
