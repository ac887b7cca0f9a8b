"""Where a case came from, on its page: the centre, the plan, and what has to be looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseworker.text import isolate
from caseworker.views.handovers import Provenance
from ui import words
from ui.language import _
from ui.theme.tokens import Tone
from ui.widgets.button import ghost
from ui.widgets.fact import Fact
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.stack import Column


class CameFromCard(Column):
    """Folded to one line; the plan unfolds, for it tells what she told already."""

    person_wanted = Signal(str)

    def __init__(self, came: Provenance) -> None:
        super().__init__(gap=8)
        self.setObjectName("came-from")
        if came.answered_twice:
            self.box.addWidget(
                Notice(
                    Tone.WARN,
                    "git-merge",
                    _("Two laptops took over this case without knowing of each other"),
                    _("It is one record. Decide on the page Exchange who goes on, and its number."),
                )
            )
        if came.may_be is not None:
            self.box.addWidget(self._may_be(came))
        self.box.addWidget(self._card(came))

    def show_private(self, shown: bool) -> None:
        """Fold or unfold the words of the plan."""
        self._plan.setVisible(shown and self._plan.box.count() > 0)

    def _card(self, came: Provenance) -> Card:
        card = Card(spacing=8)
        card.content.addWidget(section(_("Handed over by {centre}", centre=isolate(came.centre))))
        said = words.joined(
            _("Their case number: {number}", number=isolate(came.their_number)),
            _("taken over {day}", day=words.day(came.accepted_at)),
            came.accepted_by,
        )
        card.content.addWidget(small(said))
        self._plan = Column(gap=8)
        for icon, heading, told in (
            ("arrow-bend-up-right", _("Why"), came.why),
            ("check-square", _("What was done"), came.done_so_far),
            ("clock", _("What is still to do"), came.still_to_do),
            ("warning-circle", _("What to be careful about"), came.risks),
            ("handshake", _("How both get to know each other"), came.introduced),
            ("chat-circle-text", _("What the person says about it"), came.her_view),
        ):
            if told.strip():
                self._plan.box.addWidget(Fact(icon, heading, isolate(told)))
        card.content.addWidget(self._plan)
        self._plan.hide()
        if came.newer:
            card.content.addWidget(
                small(_("A newer version wrote more than this one can show. It is kept."))
            )
        return card

    def _may_be(self, came: Provenance) -> Notice:
        see = ghost(_("Open the other record"), name="open-may-be", small=True)
        see.clicked.connect(lambda: self.person_wanted.emit(str(came.may_be)))
        return Notice(
            Tone.CHOSEN,
            "users",
            _("Perhaps the same person as {name}", name=words.named(came.may_be_called)),
            _("Nothing was merged. Ask the person, and go on in one of the two records."),
            (Flow(see),),
        )
