"""How things that wait for a decision are shown on Today, and where each of them opens."""

from __future__ import annotations

from typing import NamedTuple

from caseworker.text import N_, isolate
from caseworker.views.decisions import Decision, ToLookAt
from ui import words
from ui.language import _
from ui.window.navigation import Destination, Place


class _Look(NamedTuple):
    icon: str
    title: str
    place: Place
    part: str = ""


_LOOKS = {
    ToLookAt.CLOSURE: _Look(
        "check-square", N_("Approval asked: close a case"), Place.CASE, "closure"
    ),
    ToLookAt.TRANSFER: _Look(
        "arrow-bend-up-right", N_("A case is handed over to you"), Place.CASE, "transfer"
    ),
    ToLookAt.OLDER_CLOSURE: _Look(
        "check-square",
        N_("Approved on an older version: look at the closure"),
        Place.CASE,
        "closure",
    ),
    ToLookAt.OLDER_TRANSFER: _Look(
        "arrow-bend-up-right",
        N_("Accepted on an older version: look at the handover"),
        Place.CASE,
        "transfer",
    ),
    ToLookAt.RECALL: _Look(
        "warning-circle",
        N_("A yes ended after this went out: tell the provider"),
        Place.REFERRALS,
    ),
    ToLookAt.RECALL_HANDOVER: _Look(
        "warning-circle",
        N_("A yes ended after a case went out: tell the centre"),
        Place.CASE,
        "transfer",
    ),
    ToLookAt.RECALL_TOLD: _Look(
        "warning-circle",
        N_("A yes ended after a partner heard of it: tell them"),
        Place.PERSON,
    ),
    ToLookAt.OTHER_BASIS: _Look(
        "scales", N_("Recorded without consent: look at the reason"), Place.RIGHTS
    ),
    ToLookAt.CASE_WITHOUT_CASEWORKER: _Look(
        "folder-simple", N_("A case without a caseworker"), Place.CASE
    ),
    ToLookAt.WISH: _Look("scales", N_("A wish about a record: answer it"), Place.RIGHTS, "wish"),
    ToLookAt.ANSWER_TO_TELL: _Look(
        "chat-circle-text", N_("A wish is answered: tell the person"), Place.RIGHTS, "wish"
    ),
    ToLookAt.INBOUND_REFERRAL: _Look(
        "tray", N_("A partner refers somebody: answer"), Place.REFERRALS, "inbox"
    ),
    ToLookAt.FORGETTING: _Look(
        "trash",
        N_("What a partner wrote is to be erased: do it, or leave it"),
        Place.REFERRALS,
        "inbox",
    ),
    ToLookAt.DATA_ACCESS: _Look(
        "buildings", N_("Somebody outside asks for data: answer"), Place.RIGHTS, "data access"
    ),
    ToLookAt.FEEDBACK: _Look(
        "chat-circle-text", N_("Somebody said something about us: answer"), Place.FORMS, "filled"
    ),
    ToLookAt.ERASURE_TO_AGREE: _Look(
        "trash", N_("A record is to be erased: agree, or leave it"), Place.RIGHTS, "erasure"
    ),
    ToLookAt.ERASURE_TO_CARRY_OUT: _Look(
        "trash", N_("Somebody agreed: a record can be erased"), Place.RIGHTS, "erasure"
    ),
}
_FROM_OUTSIDE = frozenset({ToLookAt.INBOUND_REFERRAL, ToLookAt.DATA_ACCESS})
_ABOUT_A_WISH = frozenset({ToLookAt.WISH, ToLookAt.ANSWER_TO_TELL})


def icon_of(decision: Decision) -> str:
    """Return the name of the icon of *decision*."""
    return _LOOKS[decision.kind].icon


def title_of(decision: Decision) -> str:
    """Return what there is to decide."""
    return _(_LOOKS[decision.kind].title)


def detail_of(decision: Decision) -> str:
    """Return about whom it is, and who asked where that matters."""
    if decision.kind is ToLookAt.FEEDBACK:
        return ""
    if decision.kind in _FROM_OUTSIDE:
        return isolate(decision.asked_by)
    if decision.kind is ToLookAt.FORGETTING:
        by = isolate(decision.asked_by)
        return _("asked by {name}", name=by) if decision.asked_by else ""
    named = words.named(decision.person)
    if decision.kind in _ABOUT_A_WISH or not decision.asked_by:
        return named
    return words.joined(named, _("asked by {name}", name=decision.asked_by))


def place_of(decision: Decision) -> Destination:
    """Return where it is decided."""
    look = _LOOKS[decision.kind]
    return Destination(look.place, str(decision.subject), look.part)
