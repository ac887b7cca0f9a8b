"""The laptops of the centre: what came from each, what each has, and what is amiss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caseworker.model.ids import UserId
from caseworker.sync.space import Laptop, LaptopState
from caseworker.views.names import colleagues
from ui.language import _, text
from ui.laptops.root_page import RootPage
from ui.laptops.words import said_of, traffic_of
from ui.screen import Screen
from ui.sync.unlike_notice import UnlikeNotice
from ui.sync.went_back import WentBackNotice
from ui.theme.tokens import Tone
from ui.widgets.button import quiet
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.notice import Notice
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column


class LaptopsPart(Column):
    """Everybody sees it: whoever has not been heard of for long is asked after."""

    def __init__(self, screen: Screen, laptops: Sequence[Laptop]) -> None:
        super().__init__(gap=8)
        shell, self._desk = screen.shell, screen.desk
        names = self._desk.ask(colleagues)
        unlike = [laptop for laptop in laptops if laptop.differs]
        if unlike:
            self.box.addWidget(UnlikeNotice(shell, unlike))
        for laptop in (each for each in laptops if each.needs_help):
            others = (each for each in laptop.people if each != self._desk.actor.user_id)
            people = [names[each] for each in others if each in names]
            self.box.addWidget(WentBackNotice(screen, laptop, people))
        rows = RowList()
        rows.add(*(self._row(laptop, names) for laptop in laptops))
        self.box.addWidget(SectionHead(_("Laptops of the centre")))
        self.box.addWidget(rows)
        root = quiet(_("The code of the root"), name="open-root", small=True)
        root.clicked.connect(lambda: shell.cover(RootPage(shell)))
        self.box.addWidget(Flow(root))
        if self._desk.space.disputed():
            self.box.addWidget(
                Notice(
                    Tone.WARN,
                    "warning-circle",
                    _("Two administrators have ended each other"),
                    _("Whoever has the code of the root on paper decides who stays."),
                )
            )

    def _row(self, laptop: Laptop, names: Mapping[UserId, str]) -> Row:
        now = self._desk.now()
        state, heard, warnings = said_of(laptop, now)
        people = text().listed(sorted(names[each] for each in laptop.people if each in names))
        details = [heard, *traffic_of(laptop, now), *warnings]
        below = [small(each) for each in details if each]
        first, then = (state, people) if laptop.state is LaptopState.THIS else (people, state)
        return Row(first or state, then if first else "", lead=laptop.code, below=below)
