"""Findings: what a rule sees, told once for gate, screen, supervisor's queue and test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caseworker.errors import GateClosed
from caseworker.text import Text


class Severity(StrEnum):
    """How much a finding weighs."""

    STOPS = "stops"
    """The gate stays closed."""
    MISSING = "missing"
    """Something is missing; the work goes on and the gap stays visible."""
    NOTE = "note"
    """Worth knowing."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a rule found.

    `what` and `why` are English sentences marked for translation, with {named} places filled
    from `values`, days in the reader's own way; `answer` names the answer that would mend it
    ("objective.review_on").
    """

    code: str
    severity: Severity
    what: str
    why: str
    requirements: tuple[str, ...] = ()
    answer: str | None = None
    subject: object = None
    values: dict[str, object] = field(default_factory=dict)

    def say(self, text: Text) -> tuple[str, str]:
        """Return what is missing and why it matters, in the language of *text*."""
        values = {
            name: text.day(value) if isinstance(value, date) else value
            for name, value in self.values.items()
        }
        return text(self.what, **values), text(self.why, **values)


Findings = tuple[Finding, ...]


def stops(
    code: str,
    what: str,
    why: str,
    /,
    *requirements: str,
    answer: str | None = None,
    subject: object = None,
    **values: object,
) -> Finding:
    """Return a finding that keeps a gate closed."""
    return Finding(
        code=code, severity=Severity.STOPS, what=what, why=why, requirements=requirements,
        answer=answer, subject=subject, values=values,
    )  # fmt: skip


def gap(
    code: str,
    what: str,
    why: str,
    /,
    *requirements: str,
    answer: str | None = None,
    subject: object = None,
    **values: object,
) -> Finding:
    """Return a finding of something missing that lets the work go on."""
    return Finding(
        code=code, severity=Severity.MISSING, what=what, why=why, requirements=requirements,
        answer=answer, subject=subject, values=values,
    )  # fmt: skip


def stopping(findings: Findings) -> Findings:
    """Return the findings that keep a gate closed."""
    return tuple(finding for finding in findings if finding.severity is Severity.STOPS)


def pass_gate(findings: Findings) -> Findings:
    """Return the findings that do not stop.

    Raises:
        GateClosed: with every finding, where at least one of them stops.
    """
    if stopping(findings):
        raise GateClosed(findings)
    return findings
