"""Erasing a record: what goes and what stays, who answers for it, and the act itself."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.model.audit import AuditEvent
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure
from caseworker.model.ids import PersonId
from caseworker.permissions import Act, may
from caseworker.rights.whole_record import PART_OF
from caseworker.text import isolate
from caseworker.views.erasure import ErasurePage as Shown
from caseworker.views.erasure import erasure_page
from ui import words
from ui.language import _
from ui.rights.deciding_card import DecidingCard
from ui.rights.erased_cards import LateNotice, OtherLaptopsCard, TellingGoneCard
from ui.rights.goes_and_stays_card import GoesAndStaysCard
from ui.rights.named_elsewhere_card import NamedElsewhereCard
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost
from ui.widgets.columns import TwoColumns
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.timeline import Happening, Timeline
from ui.window.navigation import Destination, Place


class ErasurePage(Screen):
    """Nothing is erased before two people answer for it; nothing is called gone that is not."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        Erasure,
        *(kind for kind in PART_OF if kind is not AuditEvent),
    )

    def __init__(self, shell: Shell, erasure_id: UUID) -> None:
        super().__init__(shell, " ", " ", name="erasure")
        self._id = erasure_id
        shown = self._ask()
        if shown.carried_out_at is None:
            self.desk.saw(shown.person_id, restricted=shown.restricted)
        self._show(shown)

    def reload(self) -> None:
        """Show the erasure as it stands."""
        self._show(self._ask())

    def _ask(self) -> Shown:
        erasure_id = self._id
        return self.desk.ask(lambda reads: erasure_page(reads, erasure_id))

    def _show(self, shown: Shown) -> None:
        self.head.say(
            _("Erase the record") if shown.carried_out_at is None else _("A record was erased"),
            words.joined(
                words.named(shown.person) if shown.carried_out_at is None else "",
                _("Erasure {number}", number=isolate(shown.number)),
                words.called(shown.cause),
            ),
        )
        self.clear()
        columns = TwoColumns(gap=24, spacing=12)
        for widget in self._main(shown):
            columns.main.addWidget(widget)
        for widget in self._side(shown):
            columns.side.addWidget(widget)
        self.add(columns)

    def _main(self, shown: Shown) -> list[QWidget]:
        parts: list[QWidget] = [_state(shown)]
        if shown.carried_out_at is not None and shown.called_off_at is not None:
            parts.append(_called_off_as_well(shown))
        if shown.came_late:
            parts.append(LateNotice(self, shown))
        if shown.carried_out_at is not None:
            return [*parts, TellingGoneCard(self, shown), GoesAndStaysCard(shown)]
        if shown.called_off_at is not None:
            return parts
        parts.append(GoesAndStaysCard(shown))
        if shown.may_erase:
            parts.append(NamedElsewhereCard(self, shown.person_id))
        return [*parts, DecidingCard(self, shown)]

    def _side(self, shown: Shown) -> list[QWidget]:
        parts: list[QWidget] = []
        if shown.called_off_at is None:
            parts.append(OtherLaptopsCard(self, shown))
        acts = self._ways(shown)
        if acts:
            card = Card()
            card.content.addWidget(Flow(*acts, gap=4))
            parts.append(card)
        return [*parts, self._time(shown)]

    def _ways(self, shown: Shown) -> list[QWidget]:
        if shown.carried_out_at is not None:
            return []
        person, found = PersonId(shown.person_id), []
        if may(self.desk.actor, Act.READ_PEOPLE):
            found.append(("user", _("Open the record"), "open-person",
                          Destination(Place.PERSON, str(person))))  # fmt: skip
        if shown.request_id is not None:
            found.append(("scales", _("Open the wish"), "open-wish",
                          Destination(Place.RIGHTS, str(shown.request_id), "wish")))  # fmt: skip
        if may(self.desk.actor, Act.RESTRICT):
            found.append(("lock-simple", _("Who may see the record"), "open-restriction",
                          Destination(Place.RIGHTS, str(person), "seen by")))  # fmt: skip
        if may(self.desk.actor, Act.DECIDE_REQUEST):
            found.append(("clock", _("A law asks to keep it"), "keep-by-law",
                          Destination(Place.RIGHTS, str(person), "time over")))  # fmt: skip
        acts: list[QWidget] = []
        for icon, said, name, place in found:
            act = ghost(said, name=name, icon=icon, small=True)
            act.clicked.connect(lambda _on=False, place=place: self.shell.go(place))
            acts.append(act)
        return acts

    def _time(self, shown: Shown) -> Timeline:
        now, lines = self.desk.now(), []
        for icon, what, at, by in (
            ("chat-circle-text", _("Told"), shown.told_at, shown.told_by),
            ("trash", _("Erased"), shown.carried_out_at, shown.carried_out_by),
            ("x", _("Called off"), shown.called_off_at, shown.called_off_by),
            ("users", _("Agreed"), shown.agreed_at, shown.agreed_by),
            ("scales", _("Decided"), shown.decided_at, shown.decided_by),
            ("note-pencil", _("Asked"), shown.asked_at, ""),
        ):
            if at is not None:
                lines.append(Happening(icon, what, words.joined(words.when(at, now), by)))
        return Timeline(lines, name="erasure-time")


def _called_off_as_well(shown: Shown) -> Notice:
    """Nobody can tell what who erased had heard; so both are named, and people can ask."""
    notice = Notice(
        Tone.WARN,
        "warning-circle",
        _("It was called off as well"),
        _(
            "{first} called it off, and {second} erased it as somebody who had not heard. Nothing"
            " brings it back: ask both.",
            first=isolate(shown.called_off_by),
            second=isolate(shown.carried_out_by),
        ),
    )
    notice.setObjectName("called-off-as-well")
    return notice


def _state(shown: Shown) -> Notice:
    if shown.carried_out_at is not None:
        notice = Notice(
            Tone.OK,
            "check-circle",
            _("The record is erased on this laptop"),
            _("No name is left here. Other laptops erase at their next exchange."),
        )
    elif shown.called_off_at is not None:
        notice = Notice(
            Tone.QUIET,
            "arrow-counter-clockwise",
            _("Called off: the record stays as it is"),
            _("The person can ask again on any day."),
        )
    elif shown.agreed_at is not None:
        notice = Notice(
            Tone.WARN,
            "warning-circle",
            _("Two people answer for it: it can be erased now"),
            _(
                "{first} decided, {second} agreed. Nothing is erased yet.",
                first=isolate(shown.decided_by),
                second=isolate(shown.agreed_by),
            ),
        )
    else:
        notice = Notice(
            Tone.WARN,
            "warning-circle",
            _("Decided, and nothing is erased yet"),
            _("Somebody else agrees first, then the data protection officer erases it."),
        )
    notice.setObjectName("erasure-state")
    return notice
