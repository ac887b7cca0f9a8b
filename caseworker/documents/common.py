"""What several documents say in the same way."""

from __future__ import annotations

from datetime import date, datetime

from caseworker.documents.blocks import Signature
from caseworker.model.consent import Evidence, FormOfConsent
from caseworker.model.handover import OutsideColleague
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.ports import Reads
from caseworker.text import N_, Text, isolate
from caseworker.views.names import outside_name
from caseworker.words import name_of

ONLY_CASEWORKER_AND_PERSON = N_(
    "For the person and the caseworker only. Keep it where nobody else reads it."
)
FOR_THE_RECEIVER = N_("For the receiver named on this paper only. Do not copy or pass it on.")
FOR_THE_CENTRE = N_("For caseworkers of this centre only. Keep it locked away.")
NOT_CHECKED = N_("This wording is not yet checked by a native speaker.")


def day(value: date | datetime | None, text: Text) -> str:
    """Return a day in words, or an empty text."""
    if value is None:
        return ""
    return text.day(value.date() if isinstance(value, datetime) else value)


def born(value: PartialDate | None, text: Text) -> str:
    """Return a date of birth as far as it is known: "about 1996", "May 2003"."""
    if value is None:
        return ""
    if value.whole:
        return text.day(value.earliest)
    parts = value.edtf.rstrip("~").split("-")
    known = text.day(value.latest, "y" if len(parts) == 1 else "MMMM y")
    return text("about {date}", date=known) if value.estimated else known


def age(person: Person, today: date, text: Text) -> str:
    """Return an age in years: "29", "28 to 29", or an empty text."""
    if person.date_of_birth is None:
        return ""
    youngest, oldest = (
        person.date_of_birth.youngest_age(today),
        person.date_of_birth.oldest_age(today),
    )
    if youngest == oldest:
        return text.number(youngest)
    if person.date_of_birth.estimated:
        return text("about {age}", age=text.number((youngest + oldest + 1) // 2))
    return text(
        "{youngest} to {oldest}", youngest=text.number(youngest), oldest=text.number(oldest)
    )


def nationalities(person: Person, text: Text) -> str:
    """Return the nationalities in words."""
    return text.listed(text.country_name(code) for code in person.nationalities)


def languages(codes: tuple[str, ...], text: Text) -> str:
    """Return languages in words."""
    return text.listed(text.language_name(code) for code in codes)


def named(person: Person) -> str:
    """Return the name, kept from disturbing the direction of the words around it."""
    return isolate(person.full_name or person.called)


def code_of(reads: Reads, user_id: object) -> str:
    """Return the staff code of somebody: paper carries no names of staff."""
    user = reads.find(User, user_id)  # type: ignore[arg-type]  # any typed id of a user
    if user is None:
        outside = reads.find(OutsideColleague, user_id)  # type: ignore[arg-type]  # as above
        return outside_name(outside.code, outside.centre) if outside else ""
    return user.staff_code


def said_how(evidence: Evidence | None, reads: Reads, text: Text) -> str:
    """Return how a yes was said, in words, with what certifies it."""
    if evidence is None:
        return ""
    words = name_of(evidence.form, text)
    if evidence.form is FormOfConsent.VERBAL:
        certifier = code_of(reads, evidence.certified_by)
        return text("{how}, certified by {code}", how=words, code=isolate(certifier))
    if evidence.paper_place:
        return text("{how}, original in {place}", how=words, place=evidence.paper_place)
    return words


def signature(reads: Reads, evidence: Evidence | None, label: str, detail: str) -> Signature:
    """Return a place to sign, with the signature drawn on screen where there is one."""
    picture = None
    drawn = evidence is not None and evidence.form is FormOfConsent.SIGNATURE
    if drawn and evidence is not None and evidence.attachment_id is not None:
        picture = reads.content(evidence.attachment_id)
    return Signature(label, detail, picture)
