"""Before figures leave: to whom, for what, in which file; then they are remembered and written."""

from __future__ import annotations

from pathlib import Path

from caseworker.aggregates import words
from caseworker.aggregates.combining import as_contribution
from caseworker.aggregates.figures_file import FORMATS, Format, written
from caseworker.aggregates.going_out import Prepared, send
from caseworker.aggregates.table_chart import can_be_drawn
from caseworker.centre.settings import the_centre
from caseworker.data_access.asking import in_force
from caseworker.documents.figures import figures_paper
from caseworker.model.data_access import DataAccessRequest
from caseworker.model.indicator import DataClass
from caseworker.ports import UnitOfWork
from ui import words as words_of
from ui.drafts import WordsKeeper
from ui.language import _, text
from ui.leaving_file import write_file
from ui.reports.table_picture import table_picture
from ui.shell import Shell
from ui.widgets.act import ReasonNote
from ui.widgets.field import Field
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextField

DRAFT = "figures that go out"


class GoingOutSheet(Sheet):
    """It names who gets what, without what; the button names the act."""

    def __init__(self, shell: Shell, prepared: Prepared, counts: str) -> None:
        super().__init__(_("Before it leaves"), _("Send it"), name="going-out")
        self._shell, self._prepared = shell, prepared
        self._not_public = prepared.data_class is DataClass.SENSITIVE
        self.recipient = TextField(name="figures-recipient")
        self.purpose = TextField(name="figures-purpose")
        self.format = Segments(
            [(each.value, _(FORMATS[each])) for each in Format if self._can_be(each)],
            name="figures-format",
            label=_("File"),
            value=Format.WORKBOOK.value,
            equal=0,
        )
        what = _(words.POPULATIONS[prepared.scope.population])
        by = text().listed(_(words.FACETS[facet]) for facet in prepared.facets)
        self._requests = self._standing(shell) if self._not_public else []
        self.request = Select(
            [
                (str(each.id), words_of.joined(each.organisation, each.number))
                for each in self._requests
            ],
            name="figures-request",
            label=_("On which request"),
            unanswered=_("Choose a request"),
        )
        who = (
            Field(_("On which request"), self.request)
            if self._not_public
            else Field(_("Who gets the file?"), self.recipient, _("A name or an office"))
        )
        for widget in (
            who,
            Field(_("What for?"), self.purpose),
            Field(_("File"), self.format),
        ):
            self.content.addWidget(widget)
        rounded = words.rounded_to(prepared.rounding, text())
        self.say(_("With: {items}", items=text().listed([what, by, counts, rounded])))
        self.say(
            _("Without: names, lists of people, and every count that could tell who somebody is"),
            second=True,
        )
        if not prepared.centres:
            self.say(_("It is remembered here, so that later figures stay safe beside these."))
        self._centre = shell.desk.ask(the_centre)
        WordsKeeper(self, shell.desk, self._centre.id, DRAFT)
        self.content.addWidget(ReasonNote(self.panel.act))
        self.recipient.textChanged.connect(self._look)
        self.request.chosen.connect(lambda _key: self._look())
        self.agreed.connect(self._choose)
        self._look()

    def open(self) -> None:
        """Lay it over the window."""
        self._shell.open_sheet(self)

    def _can_be(self, kind: Format) -> bool:
        """Return whether the table can be such a file.

        A sum is added up no further, nor a part, nor what is rounded.
        """
        if kind is Format.PICTURE:
            return can_be_drawn(self._prepared)
        own = not self._prepared.centres and not self._prepared.only
        own = own and self._prepared.rounding.is_exact
        return kind is not Format.CONTRIBUTION or own

    def _standing(self, shell: Shell) -> list[DataAccessRequest]:
        today = shell.desk.now().date()
        return shell.desk.ask(lambda reads: in_force(reads, today))

    def _asked(self) -> DataAccessRequest | None:
        chosen = self.request.value()
        return next((each for each in self._requests if str(each.id) == chosen), None)

    def _look(self) -> None:
        if self._not_public:
            self._look_at_request()
        elif self.recipient.text().strip():
            self.panel.act.turn_on()
        else:
            self.panel.act.turn_off(_("Say who gets it, so that anybody can ask for it later."))

    def _look_at_request(self) -> None:
        if self._asked() is not None:
            self.panel.act.turn_on()
        elif self._requests:
            self.panel.act.turn_off(_("Choose the request on which it goes out."))
        else:
            self.panel.act.turn_off(
                _("These figures are not public, and no data access request stands. Whoever asks"
                  " signs one first, under Data rights.")
            )  # fmt: skip

    def _choose(self) -> None:
        chosen = Format(self.format.value() or Format.WORKBOOK.value)
        if chosen is Format.PAPER:
            self._send(chosen, None)
            return
        title, window = _("Save the figures"), self._shell.outside.files
        place = window.to_save(self.window(), title, chosen.value)
        if place is not None:
            self._send(chosen, place)

    def _send(self, chosen: Format, place: Path | None) -> None:
        prepared, shell = self._prepared, self._shell
        asked = self._asked()
        recipient = asked.organisation if asked else self.recipient.text()
        purpose = self.purpose.text() or (asked.purpose if asked else "")
        request_id = asked.id if asked else None

        centre = self._centre

        def content() -> bytes:
            if chosen is Format.CONTRIBUTION:
                return as_contribution(prepared, centre.name)
            if chosen is Format.PICTURE:
                return table_picture(prepared, centre.name, text())
            return written(prepared, chosen, text())

        def act(work: UnitOfWork) -> None:
            send(work, [prepared], recipient, purpose, request_id)

        def write(_nothing: None) -> None:
            # Remembered first: a file that was never written harms nobody, one forgotten does.
            shell.desk.discard_draft(centre.id, DRAFT)
            if place is not None:
                write_file(shell, place, content(), _("The figures are written"))
                return
            shell.show_document(
                lambda _reads, language: figures_paper(prepared, centre.name, recipient, language),
                centre.id,
            )

        shell.desk.write(shell.desk, act, write)
