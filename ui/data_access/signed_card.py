"""The signed form came back: a scan of it, or where the paper lies."""

from __future__ import annotations

from datetime import date

from caseworker.data_access.asking import keep_signed_form
from caseworker.evidence.kinds import Sort
from caseworker.ports import UnitOfWork
from caseworker.views.data_access import DataAccess
from ui.drafts import WordsKeeper
from ui.evidence.chosen_file import ChosenFile
from ui.evidence.file_field import FileField
from ui.language import _
from ui.screen import Screen
from ui.widgets.act import ReasonNote
from ui.widgets.button import secondary
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card
from ui.widgets.text_input import TextField

DRAFT = "signed-form"


class SignedCard(Card):
    """Figures about protection go to nobody who did not sign."""

    def __init__(self, screen: Screen, shown: DataAccess) -> None:
        super().__init__(spacing=12)
        self.setObjectName("signed-card")
        self._screen, self._id = screen, shown.id
        desk = screen.desk
        self._file = ChosenFile(self, screen.shell, shown.id, f"{DRAFT}-scan")
        self.place = TextField(name="signed-place")
        self.day = DayField(desk.now().date(), desk.now().date(), name="signed-on",
                            label=_("Day of the signature"), ahead=False)  # fmt: skip
        self.keep = secondary(_("The form is signed"), name="form-is-signed")
        for widget in (
            section(_("When the form comes back")),
            FileField(self._file, Sort.SCAN, name="signed-scan"),
            Field(_("Or: where the paper lies"), self.place, _("For example: cabinet, folder 3")),
            Field(_("Day of the signature"), self.day),
            Flow(self.keep),
            ReasonNote(self.keep),
        ):
            self.content.addWidget(widget)
        self._words = WordsKeeper(self, desk, shown.id, DRAFT)
        self.keep.clicked.connect(self._keep)
        for changed in (self.place.textChanged, self.day.changed, self._file.changed):
            changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        if not self.place.text().strip() and self._file.file is None:
            self.keep.turn_off(_("Attach a scan, or say where the paper lies."))
        elif self._day() is None:
            self.keep.turn_off(_("Write the day of the signature; it cannot lie ahead."))
        else:
            self.keep.turn_on()

    def _day(self) -> date | None:
        day = self.day.day()
        return day if day is not None and day <= self._screen.desk.now().date() else None

    def _keep(self) -> None:
        day = self._day()
        if day is None:
            return
        request_id, place, scan = self._id, self.place.text().strip(), self._file.file

        def act(work: UnitOfWork) -> None:
            keep_signed_form(work, request_id, day, scan=scan, original_in=place)

        def kept(_nothing: None) -> None:
            self._file.discard()
            self._words.discard()
            self._screen.shell.say(_("Kept. The data protection officer decides."))

        self._screen.desk.write(self._screen, act, kept)
