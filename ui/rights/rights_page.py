"""Data rights: reasons to look at within a day, wishes about records, and who did what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar
from uuid import UUID

from caseworker.consent.other_basis import review_basis
from caseworker.model.audit import AuditEvent
from caseworker.model.consent import BasisUse
from caseworker.model.data_access import DataAccessRequest
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure, KeptLonger
from caseworker.model.rights import PersonRequest, Restriction
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.rights.audit import act_words
from caseworker.text import isolate
from caseworker.views.data_access import DataAccess
from caseworker.views.erasure import ErasureLine, TimeOverLine
from caseworker.views.rights import AuditLine, BasisLine, RestrictedLine, WishLine, rights_page
from caseworker.views.rights import RightsPage as Shown
from ui import words
from ui.data_access.words import NEW, PART, data_access_row
from ui.drafts import WordsKeeper
from ui.language import _, text
from ui.rights.words import erasure_row, wish_row
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place


class RightsPage(Screen):
    """A reason is looked at afterwards, never before, and never one's own."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        BasisUse,
        PersonRequest,
        Restriction,
        AuditEvent,
        Erasure,
        KeptLonger,
        DataAccessRequest,
    )

    def __init__(self, shell: Shell) -> None:
        asks = secondary(_("Somebody outside asks for data"), name="data-asked", icon="buildings")
        super().__init__(
            shell,
            _("Data rights"),
            _("Records belong to the people in them."),
            asks,
            name="rights",
        )
        asks.clicked.connect(lambda: shell.go(Destination(Place.RIGHTS, part=NEW)))
        self._shown: Shown | None = None
        self.reload()

    def reload(self) -> None:
        """Show what waits and what was done; a look alone does not build the page anew."""
        today = self.desk.now().date()
        self.look_beside(lambda reads: rights_page(reads, today), self._show)

    def _show(self, shown: Shown) -> None:
        before = self._shown
        if before is not None and replace(shown, audit=before.audit) == before:
            return
        self._shown = shown
        self.clear()
        self._bases(shown)
        self._wishes(_("Wishes to answer"), shown.unanswered)
        self._data_access(shown.data_access)
        self._erasures(_("Records to erase"), [e for e in shown.erasures if not e.carried_out])
        self._times_over(shown.times_over)
        self._wishes(_("Answered wishes"), shown.answered)
        self._restricted(shown.restricted)
        self._erasures(_("Erased records"), [each for each in shown.erasures if each.carried_out])
        self._audit(shown, in_turns=before is None)
        waits = (
            shown.bases
            or shown.unanswered
            or shown.answered
            or shown.restricted
            or shown.erasures
            or shown.times_over
            or shown.data_access
        )
        if not (waits or shown.audit):
            card = Card()
            card.content.addWidget(EmptyState("scales", _("Nothing waits")))
            self.add(card)

    def _bases(self, shown: Shown) -> None:
        if not shown.bases:
            return
        self.add(SectionHead(_("Recorded without a yes"), text().number(len(shown.bases))))
        for line in shown.bases:
            self.add(self._basis(line))

    def _basis(self, line: BasisLine) -> Card:
        late = line.review_due < self.desk.now()
        due = _("Look at it by {day}", day=words.when(line.review_due, self.desk.now()))
        chip = Chip(due, Tone.WARN if late else Tone.QUIET, "clock")
        said = TextField(name=f"review-{line.id}")
        done = secondary(_("I have looked at it"), name=f"reviewed-{line.id}", small=True)
        done.clicked.connect(lambda: self._review(line.id, said.text().strip()))
        if line.own:
            done.turn_off(_("Somebody else looks at your own."))
        detail = words.joined(words.called(line.basis), line.used_by)
        card = Card()
        card.content.addWidget(Row(line.person or _("A record"), detail, chips=(chip,)))
        card.content.addWidget(Field(_("Reason"), _read_only(line)))
        card.content.addWidget(Field(_("What you say about it"), said))
        card.content.addWidget(Flow(done))
        WordsKeeper(card, self.desk, line.id, "review")
        return card

    def _review(self, use_id: UUID, comment: str) -> None:
        def review(work: UnitOfWork) -> None:
            review_basis(work, use_id, comment)

        def kept(_nothing: None) -> None:
            self.desk.discard_draft(use_id, "review")
            self.shell.say(_("Kept"))

        self.desk.write(self, review, kept)

    def _wishes(self, heading: str, lines: Sequence[WishLine]) -> None:
        if not lines:
            return
        now, rows = self.desk.now(), RowList()
        for line in lines:
            rows.add(wish_row(line, now, self._opening(line.id, "wish")))
        self.add(SectionHead(heading, text().number(len(lines))), rows)

    def _erasures(self, heading: str, lines: Sequence[ErasureLine]) -> None:
        if not lines:
            return
        now, rows = self.desk.now(), RowList()
        for line in lines:
            rows.add(erasure_row(line, now, self._opening(line.id, "erasure")))
        self.add(SectionHead(heading, text().number(len(lines))), rows)

    def _data_access(self, lines: Sequence[DataAccess]) -> None:
        if not lines:
            return
        now, rows = self.desk.now(), RowList()
        for line in lines:
            rows.add(data_access_row(line, now, self._opening(line.id, PART)))
        self.add(SectionHead(_("Asked from outside"), text().number(len(lines))), rows)

    def _times_over(self, lines: Sequence[TimeOverLine]) -> None:
        if not lines:
            return
        rows = RowList()
        for line in lines:
            row = OpenRow(
                _("Record {number}", number=isolate(line.number)),
                _("The time to keep it was over on {day}", day=words.long_day(line.since)),
                name=f"time-over-{line.person_id}",
                icon="clock",
            )
            opened = self._opening(line.person_id, "time over")
            row.clicked.connect(lambda _on=False, opened=opened: opened())
            rows.add(row)
        self.add(SectionHead(_("Records whose time is over"), text().number(len(lines))), rows)

    def _restricted(self, lines: Sequence[RestrictedLine]) -> None:
        if not lines:
            return
        rows = RowList()
        for line in lines:
            row = OpenRow(
                _("Record {number}", number=isolate(line.number)),
                words.joined(words.when(line.since, self.desk.now()), _(line.reason)),
                name=f"restricted-{line.person_id}",
                icon="lock-simple",
            )
            opened = self._opening(line.person_id, "seen by")
            row.clicked.connect(lambda _on=False, opened=opened: opened())
            rows.add(row)
        self.add(SectionHead(_("Records that few see"), text().number(len(lines))), rows)

    def _opening(self, subject: UUID, part: str) -> Callable[[], None]:
        """Return what opens the page of a wish or of a record; reception only reads the list.

        What was asked from outside is about nobody: whoever took it opens it too.
        """
        place = Destination(Place.RIGHTS, str(subject), part)

        def opened() -> None:
            if part == PART or may(self.desk.actor, Act.READ_REQUEST):
                self.shell.go(place)

        return opened

    def _audit(self, shown: Shown, *, in_turns: bool) -> None:
        if not shown.audit:
            return
        rows = RowList()
        made = (_audit_row(line) for line in shown.audit)
        if in_turns:
            rows.add_in_turns(made)
        else:
            rows.add(*made)
        self.add(SectionHead(_("Who did what")), rows)


def _audit_row(line: AuditLine) -> Row:
    moment = text().moment(line.at.astimezone())
    return Row(act_words(line.action, text()), words.joined(line.about, line.who, moment))


def _read_only(line: BasisLine) -> TextField:
    field = TextField(line.reason, name=f"reason-{line.id}")
    field.setReadOnly(True)
    return field
