"""Laptops that sent figures without knowing of each other: what it means, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from caseworker.aggregates.apart import Apart, Together
from caseworker.model.figures import PublishedFigures
from caseworker.text import isolate
from ui import words as say
from ui.language import _, ngettext, text
from ui.reports.sent_figures import day_of, facets_of, population_of
from ui.shell import Shell
from ui.widgets.button import secondary
from ui.widgets.fact import Fact
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card, Hairline
from ui.widgets.row_list import Row


class ApartCard(Card):
    """All that went out apart from each other, each sent by one of *senders*. It blames nobody."""

    read = Signal()
    """A supervisor has read it."""

    def __init__(self, shell: Shell, found: Apart, senders: Sequence[str], place: int) -> None:
        super().__init__()
        self.setObjectName(f"apart-{place}")
        self._shell = shell
        self.content.addWidget(section(_("Laptops sent figures without knowing of each other")))
        for sent, sender in zip(found.sent, senders, strict=True):
            self.content.addWidget(self._told(sent, sender))
            self.content.addWidget(Hairline())
        self._meaning = Fact("eye", _("What it may mean"), _("They are being laid together."))
        self.content.addWidget(self._meaning)
        self.content.addWidget(Fact("shield-check", _("What is safe"), self._safe(found)))
        self.content.addWidget(Fact("arrow-bend-up-right", _("What to do"), _to_do(found)))
        if found.read_at is None:
            act = secondary(_("I have read it"), name=f"apart-read-{place}", small=True)
            act.clicked.connect(self.read)
            self.content.addWidget(Flow(act))
        else:
            day = day_of(shell, found.read_at)
            self.content.addWidget(Fact("check", _("A supervisor has read it"), day))

    def say_meaning(self, together: Together) -> None:
        """Say what somebody who has all of them can work out."""
        self._meaning.words.setText(_meaning(together))

    def _told(self, sent: PublishedFigures, sender: str) -> Row:
        return Row(
            population_of(sent),
            say.joined(
                facets_of(sent),
                say.span(sent.first_day, sent.last_day),
                _("{who} got it", who=isolate(sent.recipient)),
                _("sent by {name}", name=isolate(sender)) if sender else "",
                day_of(self._shell, sent.published_at),
            ),
        )

    def _safe(self, found: Apart) -> str:
        alone = _("Each is safe by itself, and no name is in any of them.")
        later = _("What goes out next is protected against all of them.")
        if found.known_since is not None:
            day = day_of(self._shell, found.known_since.published_at)
            later = _("What went out since {day} was protected against all of them.", day=day)
        return f"{alone} {later}"


def _meaning(together: Together) -> str:
    if not together.tried:
        return _("They are too large to be laid together. Take it that together they tell more.")
    if not together.counts:
        return _("Whoever has all of them can tell no small count more closely than was promised.")
    return ngettext(
        "Whoever has all of them can tell {count} small count more closely than was promised.",
        "Whoever has all of them can tell {count} small counts more closely than was promised.",
        together.counts,
    )


def _to_do(found: Apart) -> str:
    recipients = dict.fromkeys(each.recipient for each in found.sent)
    ask = _(
        "Nothing can be taken back. Ask those who got them not to pass them on: {who}.",
        who=text().listed(isolate(each) for each in recipients),
    )
    again = _("Let the laptops exchange before figures go out again.")
    return f"{ask} {again}"
