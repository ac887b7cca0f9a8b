"""Lines of the timeline in words: neutral ones for the desk view, the record's own unfolded."""

from __future__ import annotations

from datetime import datetime

from caseworker.model.case import StepState
from caseworker.text import N_
from caseworker.views.case_page import CaseHappening, HappeningKind
from ui import words
from ui.language import _, ngettext, text
from ui.widgets.timeline import Happening

_ICONS = {
    HappeningKind.ARRIVED: "sign-in",
    HappeningKind.CONSENT: "hand",
    HappeningKind.NOTE: "note-pencil",
    HappeningKind.CONTACT: "phone",
    HappeningKind.STEP: "check",
    HappeningKind.PLAN_AGREED: "pen-nib",
    HappeningKind.HELP: "handshake",
    HappeningKind.REFERRAL: "paper-plane-tilt",
    HappeningKind.FOLLOW_UP: "calendar-blank",
    HappeningKind.REVIEW: "arrow-counter-clockwise",
}


def happening(line: CaseHappening, now: datetime, *, private: bool) -> Happening:
    """Return *line* as the timeline shows it; what the record says only where *private*."""
    what = _neutral(line)
    if private and line.what:
        what = f"{what}: {line.what}"
    return Happening(_ICONS[line.kind], what, words.joined(words.when(line.at, now), line.who))


def _neutral(line: CaseHappening) -> str:
    if line.kind is HappeningKind.STEP and line.step is not None:
        name = words.called(line.step)
        if line.state is StepState.OPENED_AGAIN:
            return _("{step} opened again", step=name)
        return _("{step} done", step=name)
    if line.kind is HappeningKind.CONSENT and not line.count:
        return ngettext("Said no to {count} purpose", "Said no to {count} purposes", line.of)
    if line.kind is HappeningKind.CONSENT:
        return ngettext(
            "Said yes to {yes} of {count} purpose",
            "Said yes to {yes} of {count} purposes",
            line.of,
            yes=text().number(line.count),
        )
    if line.kind is HappeningKind.PLAN_AGREED:
        return _("Plan read together and agreed")
    return _(_NEUTRAL[line.kind])


_NEUTRAL = {
    HappeningKind.ARRIVED: N_("Registered"),
    HappeningKind.NOTE: N_("Note written"),
    HappeningKind.CONTACT: N_("Contact"),
    HappeningKind.HELP: N_("Help given"),
    HappeningKind.REFERRAL: N_("Referral"),
    HappeningKind.FOLLOW_UP: N_("Looked at again"),
    HappeningKind.REVIEW: N_("Review"),
}
