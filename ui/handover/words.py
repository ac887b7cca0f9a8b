"""What cards, files and parts of a handover are called, and why a file was refused."""

from __future__ import annotations

from collections.abc import Mapping

from caseworker.handover.cards import CardState
from caseworker.text import N_
from caseworker.views.offered_case import Portion
from ui.language import _, ngettext
from ui.theme.tokens import Tone

_STATES: dict[CardState, tuple[str, Tone, str]] = {
    CardState.TO_COMPARE: (N_("Not compared yet"), Tone.WARN, "warning-circle"),
    CardState.COMPARED: (N_("Compared"), Tone.OK, "check"),
    CardState.CHANGED: (N_("Changed: compare again"), Tone.WARN, "warning-circle"),
    CardState.OLDER: (N_("Older than the one compared"), Tone.QUIET, "clock"),
    CardState.PUT_ASIDE: (N_("Put aside"), Tone.QUIET, "minus"),
}
_PORTIONS: dict[Portion, str] = {
    Portion.NAMES_AND_PAPERS: N_("Other names, and papers"),
    Portion.LOOKS: N_("Assessment"),
    Portion.GOALS: N_("Goals and agreed plans"),
    Portion.HELP: N_("Help that was given"),
    Portion.FOLLOW_UPS: N_("Follow-ups ahead"),
    Portion.ANSWERS: N_("Yes and no"),
    Portion.NOTES: N_("Chosen notes"),
    Portion.FILES: N_("Signatures and scans"),
}
_REFUSED: dict[str, str] = {
    "unknown-sender": N_(
        "Some are from a centre whose card was not compared here, or was put aside. Ask for its"
        " card, compare by telephone, then look at the stick again."
    ),
    "bad-signature": N_(
        "Some say that they come from a centre that did not sign them. Tell that centre, and do"
        " not use this stick again."
    ),
    "sealed-for-others": N_("Some are for other centres. They stay where they are."),
    "newer-version": N_("Some were written by a newer version. Install it, then look again."),
    "bad-body-hash": N_("Some are damaged. Ask the centre to write them again."),
    "bad-header": N_("Some are damaged. Ask the centre to write them again."),
}
_DAMAGED = N_("Some cannot be read, though they are signed. Ask the centre that sent them.")


def state_of_card(state: CardState) -> tuple[str, Tone, str]:
    """Return what a card's state is called, with its tone and icon."""
    words, tone, icon = _STATES[state]
    return _(words), tone, icon


def portion(part: Portion) -> str:
    """Return what a part of a handover is called."""
    return _(_PORTIONS[part])


def refusals(refused: Mapping[str, int]) -> str:
    """Return how many files were not taken, and why, each reason once."""
    count = sum(refused.values())
    if not count:
        return ""
    told = ngettext("{count} file was not taken.", "{count} files were not taken.", count)
    reasons = dict.fromkeys(_REFUSED.get(each, _DAMAGED) for each in sorted(refused))
    return " ".join([told, *(_(each) for each in reasons)])


def unread(count: int) -> str:
    """Return how many files were too many for one look, and what to do about them."""
    if not count:
        return ""
    told = ngettext("{count} file was not read.", "{count} files were not read.", count)
    return " ".join(
        [told, _("There is too much on this stick: what was answered can be deleted from it.")]
    )


def refused(result: str) -> str:
    """Return why one file cannot be opened any more."""
    return _(_REFUSED.get(result, _DAMAGED))
