"""What another centre wrote, made into entities of this one: new ids, and nothing unasked for.

Nothing here is kept yet. Whoever signed the file, only kinds that may travel come through, each
value is fitted to its field, and what a newer version wrote is put aside as it came.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from caseworker.consent.standing import stands
from caseworker.errors import InvalidValue
from caseworker.evidence.kinds import FileKind, Sort, kind_of
from caseworker.handover.body import File, HandoverBody, moment_of
from caseworker.handover.contents import KINDS, SAFETY, belongs, can_go_along
from caseworker.handover.handover_file import Refused
from caseworker.handover.renaming import (
    ANY_ID,
    OWN_ID,
    Misfit,
    Rename,
    id_kind,
    is_moment,
    new_id,
    renamed,
)
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case, CaseNote
from caseworker.model.consent import Attachment, Consent, Withdrawal
from caseworker.model.entity import Entity
from caseworker.model.handover import CentreCard, OutsideColleague
from caseworker.model.ids import UserId
from caseworker.model.person import Person
from caseworker.model.review import Transfer
from caseworker.ports import Reads
from caseworker.sync.values import encoded

E = TypeVar("E", bound=Entity)
MAX_KEPT = 262_144
"""Bytes that are kept of what a newer version wrote."""


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """A handover as it would be kept here."""

    body: HandoverBody
    card: CentreCard
    written_at: datetime
    person: Person
    case: Case
    plan: Transfer | None
    entities: tuple[Entity, ...]
    """Without person, case and plan."""
    colleagues: tuple[OutsideColleague, ...]
    files: tuple[File, ...]
    """Under their new ids."""
    not_understood: bytes
    """What a newer version wrote, as it came; empty where there is nothing."""
    further: int
    """How many entries and fields that is."""
    left_out: int
    """How many entries were not taken in, because they may not travel."""

    def of(self, kind: type[E]) -> list[E]:
        """Return the entities of one kind."""
        return [each for each in self.entities if isinstance(each, kind)]


def unpack(reads: Reads, body: HandoverBody, card: CentreCard) -> Unpacked:
    """Return what a handover says, with new ids.

    Raises:
        Refused: `bad-body`: no version of this program would have written it.
    """
    made, further, left_out = _made(reads, body)
    known = {each.id: id_kind(type(each)) for each in made}
    files = tuple(each for each in body.files if _is_shown(each))
    known |= {each.attachment: id_kind(Attachment) for each in files}
    if len(known) != len(made) + len(files):
        raise Refused("bad-body")
    named: dict[UUID, UUID] = {}
    entities = [_renamed(each, _rename(body, known, named)) for each in made]
    person, case = _only(entities, Person), _only(entities, Case)
    plan = next((each for each in entities if isinstance(each, Transfer)), None)
    if not _is_subject(body, person, case) or not _is_ordered(entities) or named.keys() & known:
        raise Refused("bad-body")
    kept = encoded(further) if further else b""
    if len(kept) > MAX_KEPT:
        kept, left_out = b"", left_out + len(further)
    codes = {author.person: author.code for author in body.authors}
    return Unpacked(
        body=body,
        card=card,
        written_at=written_at(body),
        person=person,
        case=case,
        plan=plan,
        entities=_bound(
            reads, [e for e in entities if not isinstance(e, Person | Case | Transfer)], card
        ),
        colleagues=tuple(
            OutsideColleague(
                id=UserId(here),
                person_id=person.id,
                code=codes.get(there, "")[:40],
                centre=card.name,
            )
            for there, here in named.items()
        ),
        files=tuple(
            each._replace(attachment=new_id(body.handover, each.attachment)) for each in files
        ),
        not_understood=kept,
        further=len(further) if kept else 0,
        left_out=left_out,
    )


def written_at(body: HandoverBody) -> datetime:
    """Return when a handover was written, as its sender says.

    Raises:
        Refused: `bad-body`: that is no moment.
    """
    moment = moment_of(body.written_at)
    if not is_moment(moment):
        raise Refused("bad-body")
    return moment


def person_hash(card: CentreCard, body: HandoverBody) -> bytes:
    """Return by what the same person of the same centre is known again; it tells nobody's id."""
    told = b"caseworker handover 1 person" + card.centre_id.bytes + body.person.bytes
    return hashlib.sha256(told).digest()[:16]


def _made(reads: Reads, body: HandoverBody) -> tuple[list[Entity], list[Any], int]:
    made: list[Entity] = []
    further: list[Any] = [[key, value] for key, value in sorted(body.further.items())]
    left_out = 0
    for plain in body.entities:
        try:
            found = reads.from_plain(plain)
        except InvalidValue as error:
            raise Refused("bad-body") from error
        if found is None:
            further.append([plain.kind, plain.id.bytes, dict(plain.fields)])
            continue
        entity, unknown = found
        if not isinstance(entity, KINDS) or not _may_travel(entity):
            left_out += 1
            continue
        further += [[plain.kind, plain.id.bytes, {key: each}] for key, each in unknown.items()]
        made.append(entity)
    known = {each.id: each for each in made}
    if len(known) != len(made):
        raise Refused("bad-body")
    kept = [each for each in made if _belongs(each, known)]
    return kept, further, left_out + len(made) - len(kept)


def _belongs(entity: Entity, known: Mapping[UUID, Entity]) -> bool:
    """Answers of forms come in with what they are about, or not at all."""
    return not isinstance(entity, FormAnswer) or belongs(entity, known.get(entity.subject))


def _may_travel(entity: Entity) -> bool:
    return not isinstance(entity, CaseNote) or can_go_along(entity)


def _rename(body: HandoverBody, known: Mapping[UUID, str], named: dict[UUID, UUID]) -> Rename:
    """Return how ids are renamed; one that names what is of another kind names nothing."""

    def rename(old: UUID, kind: str) -> UUID | None:
        if kind == "UserId":
            return named.setdefault(old, new_id(body.handover, old))
        fits = old in known and kind in {known[old], *_OF_ANY_KIND}
        return new_id(body.handover, old) if fits else None

    return rename


def _renamed(entity: Entity, rename: Rename) -> Entity:
    try:
        made = renamed(entity, rename)
    except Misfit as error:
        raise Refused("bad-body") from error
    if isinstance(made, FormAnswer):
        # The rows of a form are named in the path by their ids.
        return replace(made, path=_ID.sub(lambda found: _id_here(found[0], rename), made.path))
    return made


def _id_here(old: str, rename: Rename) -> str:
    return str(rename(UUID(old), _ROW) or old)


_ROW = "row"
_OF_ANY_KIND = frozenset({OWN_ID, ANY_ID, _ROW})


_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _only(entities: list[Entity], kind: type[E]) -> E:
    found = [each for each in entities if isinstance(each, kind)]
    if len(found) != 1:
        raise Refused("bad-body")
    return found[0]


def _is_subject(body: HandoverBody, person: Person, case: Case) -> bool:
    return (
        person.id == new_id(body.handover, body.person)
        and case.id == new_id(body.handover, body.case)
        and case.person_id == person.id
    )


def _is_ordered(entities: list[Entity]) -> bool:
    """What keeps the person safe stands before everything else."""
    later = False
    for entity in entities:
        safety = isinstance(entity, Person) or type(entity) in SAFETY
        if safety and later:
            return False
        later = later or not safety
    return True


def _is_shown(file: File) -> bool:
    """Take only what is a picture or sound by its content; its name is never asked."""
    kind = kind_of(file.content)
    return isinstance(kind, FileKind) and kind.sort is not Sort.PICTURES


def _bound(reads: Reads, entities: list[Entity], card: CentreCard) -> tuple[Entity, ...]:
    """Bind every yes that named nobody to the centre that was told it, where it is a partner.

    A no, and a yes that was taken back, stay as wide as they were.
    """
    if card.ours:
        return tuple(entities)
    today = reads.now().date()
    taken_back = [each for each in entities if isinstance(each, Withdrawal)]

    def bound(entity: Entity) -> Entity:
        if not isinstance(entity, Consent) or entity.recipient.strip():
            return entity
        if not stands(entity, taken_back, today):
            return entity
        return replace(entity, recipient=card.name)

    return tuple(map(bound, entities))
