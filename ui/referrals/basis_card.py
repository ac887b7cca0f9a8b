"""On what a referral stands: a yes that was found, a yes to ask for, or another basis."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseworker.findings import Finding, Severity
from caseworker.text import isolate
from caseworker.views.referrals import Prospect, YesLine
from ui import words
from ui.language import _, text
from ui.reception.consent_draft import BasisState
from ui.theme.tokens import Tone
from ui.widgets.button import ghost
from ui.widgets.finding import FindingAct, Findings
from ui.widgets.label import section
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.stack import clear

_TO_ASK = frozenset({"no-consent", "beyond-consent", "protection-flag-open"})
_REFUSED = frozenset({"said-no", "consent-taken-back"})
_WITH_NEED = frozenset({"need-missing"})


class BasisCard(Card):
    """Findings stand here, each with the act that mends it."""

    ask_wished = Signal()
    """Ask the person now."""
    other_wished = Signal()
    """A yes or no is not possible now."""
    least_wished = Signal()
    """Leave out what needs an agreement."""
    consent_wished = Signal()
    """Go back from another basis to a yes."""

    def __init__(self) -> None:
        super().__init__(spacing=12)
        self.setObjectName("referral-basis-card")
        self._findings: tuple[Finding, ...] = ()

    def show_prospect(
        self, found: Prospect, name: str, basis: BasisState | None, *, pressed: bool
    ) -> None:
        """Show what the gate says; what is missing in the need only after it was *pressed*."""
        clear(self.content)
        self.content.addWidget(section(_("May it go?")))
        if basis is not None:
            self.content.addWidget(self._other(basis))
        elif found.consent is not None:
            self.content.addWidget(_yes(found.consent, name))
        self._findings = tuple(
            finding for finding in found.findings if pressed or finding.code not in _WITH_NEED
        )
        shown = Findings(name="referral-findings")
        shown.acted.connect(self._act)
        self.content.addWidget(shown)
        shown.show_findings([words.finding_words(each, *_acts(each)) for each in self._findings])
        if basis is None and found.consent is None:
            other = ghost(self._without_a_yes(), name="other-basis", small=True)
            other.clicked.connect(self.other_wished)
            self.content.addWidget(other)

    def _without_a_yes(self) -> str:
        if any(finding.code in _REFUSED for finding in self._findings):
            return _("Life, a child or a law leaves no choice")
        return _("A yes or no is not possible now")

    def _other(self, basis: BasisState) -> Notice:
        back = ghost(_("Ask instead"), name="back-to-consent", small=True)
        back.clicked.connect(self.consent_wished)
        heading = _("Without a yes: {basis}", basis=words.called(basis.basis))
        return Notice(Tone.WARN, "scales", heading, basis.reason, (back,))

    def _act(self, _place: int, key: str) -> None:
        {"ask": self.ask_wished, "least": self.least_wished}[key].emit()


def yes_words(yes: YesLine) -> str:
    """Return how and when a yes was said: "18 November 2026, says it aloud"."""
    how = words.called(yes.form) if yes.form else ""
    until = _("until {day}", day=text().day(yes.valid_until)) if yes.valid_until else ""
    asked = text().day(yes.asked_at.astimezone().date())
    return words.joined(asked, how, until)


def _yes(yes: YesLine, name: str) -> Notice:
    heading = _("{name} said yes to this provider and these items", name=isolate(name))
    return Notice(Tone.OK, "check-circle", heading, yes_words(yes))


def _acts(finding: Finding) -> tuple[FindingAct, ...]:
    if finding.code in _TO_ASK:
        return (FindingAct("ask", _("Ask now"), "chat-circle-text"),)
    if finding.code in _REFUSED:
        return (FindingAct("ask", _("Ask again"), "chat-circle-text"),)
    if finding.code == "no-agreement" and finding.severity is Severity.STOPS:
        return (FindingAct("least", _("Leave out the rest")),)
    return ()
