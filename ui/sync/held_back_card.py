"""A change about somebody's safety that does not count: what it says, and what becomes of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.text import isolate
from caseworker.views.held_back import HeldBackLine
from ui.language import _
from ui.sync.value_words import answer_words, field_words
from ui.widgets.button import quiet, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small, strong
from ui.widgets.panel import Card
from ui.words import at


class HeldBackCard(Card):
    """One of them. Letting it count is for an administrator whom the root has named."""

    opened = Signal()
    """Its person is to be shown."""
    counted = Signal()
    left_out = Signal()

    def __init__(
        self,
        line: HeldBackLine,
        place: int,
        now: datetime,
        colleagues: dict[UUID, str],
        *,
        may_release: bool,
    ) -> None:
        super().__init__()
        self.setObjectName(f"held-back-{place}")
        held = line.held
        field = field_words(held) if held.field else _("Somebody took back a yes")
        self.content.addWidget(strong(f"{field} · {isolate(line.about)}" if line.about else field))
        if held.field:
            self.content.addWidget(strong(answer_words(held, held.value, now.tzinfo, colleagues)))
        who = _("{who}, {moment}", who=isolate(line.author), moment=at(held.at, now))
        self.content.addWidget(small(who))
        acts: list[QWidget] = []
        leave = quiet(_("I have read it: leave it out"), name=f"leave-out-{place}", small=True)
        leave.clicked.connect(self.left_out)
        acts.append(leave)
        if line.person_id is not None:
            show = secondary(_("Open the record"), name=f"open-held-back-{place}", small=True)
            show.clicked.connect(self.opened)
            acts.append(show)
        if may_release:
            count = secondary(_("Let it count"), name=f"let-count-{place}", small=True)
            count.clicked.connect(self.counted)
            acts.append(count)
        self.content.addWidget(Flow(*acts, gap=12))
