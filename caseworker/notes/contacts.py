"""The contact log. How to reach somebody safely is on screen at every act of contact."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.findings import Findings, gap, pass_gate, stops
from caseworker.model.case import Case, Contact
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Channel, SafeContact
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A contact as it was made."""

    channel: Channel
    with_whom: str
    about: str
    reached: bool = True
    safe_contact_seen: bool = False


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to reach somebody, or one never to be used."""

    channel: Channel
    address: str = ""
    when: str = ""
    pretext: str = ""
    never: bool = False
    note: str = ""


def safe_ways(reads: Reads, person_id: PersonId) -> list[SafeContact]:
    """Return how to reach somebody; what must never be used comes first."""
    return reads.matching(SafeContact, person_id=person_id, order_by=("-never", "id"))


def set_safe_ways(work: UnitOfWork, person_id: PersonId, ways: tuple[Way, ...]) -> None:
    """Keep the ways to reach somebody as she says them now."""
    require(work.actor, Act.REGISTER)
    earlier = safe_ways(work, person_id)
    for known, way in zip(earlier, ways, strict=False):
        for name, value in vars(way).items():
            setattr(known, name, value)
    for known in earlier[len(ways) :]:
        # A way that is no longer said is closed rather than forgotten.
        known.never = True
        known.note = known.note or "no longer named"
    for way in ways[len(earlier) :]:
        work.add(SafeContact(id=work.new_id(), person_id=person_id, **vars(way)))
    work.record("safe contact changed", person_id)


def contact_findings(reads: Reads, person_id: PersonId, channel: Channel) -> Findings:
    """Return what speaks against reaching somebody by *channel*."""
    ways = safe_ways(reads, person_id)
    if any(way.never and way.channel is channel for way in ways):
        what, why = (
            N_("Never reach the person this way"),
            N_("It can put somebody in danger. Use another way."),
        )
        return (stops("never-this-way", what, why, answer="contact.channel"),)
    if channel is not Channel.IN_PERSON and not any(way.channel is channel for way in ways):
        what, why = (
            N_("Whether this way is safe is not known"),
            N_("Ask in person first, and write it down."),
        )
        return (gap("way-not-known", what, why, answer="contact.channel"),)
    return ()


def log_contact(work: UnitOfWork, case_id: CaseId, contact: Reached) -> Contact:
    """Keep a contact with her or about her.

    Raises:
        GateClosed: this way must never be used.
    """
    require(work.actor, Act.WORK_ON_CASE)
    case = work.get(Case, case_id)
    pass_gate(contact_findings(work, case.person_id, contact.channel))
    entry = Contact(
        id=work.new_id(),
        case_id=case_id,
        at=work.now(),
        by=work.actor.user_id,
        **vars(contact),
    )
    work.add(entry)
    return entry
