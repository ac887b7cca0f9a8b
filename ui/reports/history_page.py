"""What went out before: every table that was published, who got it, and what went out apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.aggregates.apart import Apart, apart, keep_as_read, told_together
from caseworker.aggregates.going_out import history
from caseworker.model.entity import Entity
from caseworker.model.figures import PublishedFigures
from caseworker.model.ids import UserId
from caseworker.ports import Reads
from caseworker.views.names import colleague
from ui.language import _, text
from ui.reports.apart_card import ApartCard
from ui.reports.sent_figures import save_history, sent_row
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import quiet, secondary
from ui.widgets.empty_state import EmptyState
from ui.widgets.long_list import HowFar, LongList
from ui.widgets.panel import Card
from ui.widgets.section import SectionHead
from ui.window.navigation import Destination, Place


@dataclass(frozen=True)
class _Seen:
    sent: Sequence[PublishedFigures]
    apart: tuple[Apart, ...]
    senders: Mapping[UserId, str]


def _seen(reads: Reads) -> _Seen:
    sent = history(reads)
    by = {each.published_by for each in sent}
    return _Seen(sent, apart(reads), {each: colleague(reads, each) for each in by})


class HistoryPage(Screen):
    """Nothing in it can be changed: readers have what they have."""

    watches: ClassVar[tuple[type[Entity], ...]] = (PublishedFigures,)

    def __init__(self, shell: Shell) -> None:
        back = quiet(_("Figures that go out"), name="back-to-figures")
        self._save = quiet(_("Save the list"), name="save-history", icon="download-simple")
        super().__init__(
            shell,
            _("What went out before"),
            _("Every table is remembered, so that later ones stay safe beside it."),
            back,
            self._save,
            name="history",
        )
        back.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="figures")))
        self._save.clicked.connect(lambda: save_history(shell, self))
        self._save.hide()
        self._how_far = HowFar()
        self.reload()

    def reload(self) -> None:
        """Show what went out by now, here and elsewhere."""
        self.look_beside(_seen, self._show)

    def _show(self, seen: _Seen) -> None:
        self.clear()
        self._save.setVisible(bool(seen.sent))
        for place, found in enumerate(seen.apart):
            self.add(self._apart(found, seen.senders, place))
        if not seen.sent:
            self.add(self._nothing())
            return
        head = SectionHead(_("Every table"), text().number(len(seen.sent)))
        self.add(head, LongList(seen.sent, self._row, self._how_far))

    def _row(self, _place: int, sent: PublishedFigures) -> QWidget:
        return sent_row(self.shell, sent)

    def _apart(self, found: Apart, senders: Mapping[UserId, str], place: int) -> ApartCard:
        names = [senders[each.published_by] for each in found.sent]
        card = ApartCard(self.shell, found, names, place)
        card.read.connect(lambda: self._keep_as_read(found))
        self.desk.work(card, partial(told_together, found), card.say_meaning)
        return card

    def _keep_as_read(self, found: Apart) -> None:
        self.desk.write(
            self, lambda work: keep_as_read(work, (found,)), lambda _nothing: self.reload()
        )

    def _nothing(self) -> Card:
        act = secondary(_("Export figures"), name="first-figures", icon="download-simple")
        act.clicked.connect(lambda: self.shell.go(Destination(Place.REPORTS, part="figures")))
        sentence = _("Each table that leaves this centre is listed here, with who got it.")
        card = Card()
        card.content.addWidget(EmptyState("chart-bar", _("Nothing went out yet"), sentence, act))
        return card
