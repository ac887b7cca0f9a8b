"""Beside the list: everything about the service that is picked, and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal

from caseworker.directory.matching import Fit
from caseworker.directory.printed_list import ages_in_words, hours_in_words
from caseworker.text import isolate
from ui import words
from ui.language import _, text
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary
from ui.widgets.fact import Fact
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card, Hairline
from ui.widgets.stack import Column, clear


class DetailsPanel(Card):
    """Shows a `Fit`. A confidential shelter shows its number and nothing else."""

    referral_started = Signal(object)
    slip_asked = Signal(object)
    provider_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(spacing=10)
        self.setObjectName("service-details")

    def show_fit(self, fit: Fit, *, for_name: str = "", says_yes: bool | None = None) -> None:
        """Show *fit*; *says_yes* is None where help is looked for without a case."""
        clear(self.content)
        below = fit.description if not fit.confidential else ""
        self.content.addWidget(Column(section(fit.provider), small(below), gap=2))
        if says_yes is not None:
            self._offer_referral(fit, for_name, says_yes=says_yes)
        self.content.addWidget(Hairline())
        self.content.addWidget(Column(*(Fact(*fact) for fact in _facts(fit)), gap=8))
        slip = ghost(_("Contact slip"), name="contact-slip", icon="printer", small=True)
        slip.clicked.connect(lambda: self.slip_asked.emit(fit))
        more = ghost(_("All about it"), name="open-provider", icon="buildings", small=True)
        more.setAccessibleName(_("All about {name}", name=fit.provider))
        more.clicked.connect(lambda: self.provider_opened.emit(fit))
        self.content.addWidget(Flow(slip, more, gap=4))

    def _offer_referral(self, fit: Fit, name: str, *, says_yes: bool) -> None:
        who = isolate(name) if name else _("This person")
        sentence = (
            _("{name} said yes to sharing with this provider.", name=who)
            if says_yes
            else _(
                "{name} has not yet said yes to sharing with this provider."
                " You ask in the next step.",
                name=who,
            )
        )
        tone, icon = (Tone.OK, "check-circle") if says_yes else (Tone.CHOSEN, "hand")
        self.content.addWidget(Notice(tone, icon, "", sentence))
        start = primary(
            _("Start a referral"), name="start-referral", icon="paper-plane-tilt", wide=True
        )
        start.clicked.connect(lambda: self.referral_started.emit(fit))
        self.content.addWidget(start)


def _facts(fit: Fit) -> Iterator[tuple[str, str, str]]:
    if fit.phone:
        yield "phone", _("Telephone"), isolate(fit.phone)
    if fit.confidential:
        return
    yield "clock", _("Open"), hours_in_words(fit, text()) or _("Not known: call first")
    if fit.languages:
        yield "translate", _("Languages"), words.languages(fit.languages)
    if ages := ages_in_words(fit, text()):
        yield "users", _("Who it is for"), ages
    if fit.childcare:
        yield "baby", _("Childcare"), fit.childcare
    yield "identification-card", _("Papers asked"), fit.papers_asked or _("None")
    if fit.directions:
        yield "map-trifold", _("How to get there"), fit.directions
    yield "handshake", _("Agreement"), _agreement(fit)
    yield "check-circle", _("Last checked"), last_checked(fit)


def _agreement(fit: Fit) -> str:
    if not fit.agreement:
        return _("None in force")
    if fit.agreement_until is None:
        return _("In force, without an end")
    return _("In force until {day}", day=text().day(fit.agreement_until))


def last_checked(fit: Fit) -> str:
    """Return when and how somebody made sure: "2 November, by telephone"."""
    if fit.last_checked is None:
        return _("Never")
    return text().listed(part for part in (text().day(fit.last_checked), fit.checked_how) if part)
