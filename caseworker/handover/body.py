"""What lies in a handover or its answer once it is open (docs/formats/handover.md, "Body")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import cbor2

from caseworker.handover.handover_file import Refused
from caseworker.model.ids import HandoverId
from caseworker.sync.plain_entity import PlainEntity
from caseworker.sync.values import decoded, encoded

MAX_ENTITIES, MAX_AUTHORS, MAX_FILES = 8_192, 1_024, 64
MAX_FILE = 4 * 1_048_576
"""Bytes of one attached file."""
MAX_DEPTH = 12
MAX_TEXT = 65_536
_KIND, _NUMBER, _WRITTEN, _SUBJECT, _ENTITIES, _AUTHORS, _FILES, _BASIS, _ITEMS = range(1, 10)
_HANDOVER, _ANSWER = 1, 2
_REASON = 5


class Author(NamedTuple):
    """Somebody of the sender's staff, by code."""

    person: UUID
    code: str


class File(NamedTuple):
    """An attachment that goes along."""

    attachment: UUID
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class HandoverBody:
    """A case on its way."""

    handover: HandoverId
    written_at: str
    """A moment, as commits have it."""
    person: UUID
    case: UUID
    entities: tuple[PlainEntity, ...]
    """What keeps the person safe first."""
    authors: tuple[Author, ...] = ()
    files: tuple[File, ...] = field(default=(), repr=False)
    basis: str = ""
    why: str = ""
    items: tuple[str, ...] = ()
    further: Mapping[int, Any] = field(default_factory=dict)
    """What a newer version wrote beside all this."""

    def to_bytes(self) -> bytes:
        """Return the body as it is packed and sealed."""
        return encoded(
            {
                _KIND: _HANDOVER,
                _NUMBER: self.handover.bytes,
                _WRITTEN: self.written_at,
                _SUBJECT: [self.person.bytes, self.case.bytes],
                _ENTITIES: [[each.kind, each.id.bytes, each.fields] for each in self.entities],
                _AUTHORS: [[person.bytes, code] for person, code in self.authors],
                _FILES: [[key.bytes, kind, content] for key, kind, content in self.files],
                _BASIS: [self.basis, self.why],
                _ITEMS: list(self.items),
                **self.further,
            }
        )


@dataclass(frozen=True, kw_only=True)
class AnswerBody:
    """What the receiver says: yes, or no and why."""

    handover: HandoverId
    written_at: str
    accepted: bool
    reason: str = ""

    def to_bytes(self) -> bytes:
        """Return the body as it is packed and sealed."""
        return encoded(
            {
                _KIND: _ANSWER,
                _NUMBER: self.handover.bytes,
                _WRITTEN: self.written_at,
                _SUBJECT: self.accepted,
                _REASON: self.reason,
            }
        )


def read_body(content: bytes) -> HandoverBody | AnswerBody:
    """Return the body of its bytes; what the entities say is not looked at yet.

    Raises:
        Refused: `bad-body`.
    """
    try:
        told: Any = decoded(content)
    except (cbor2.CBORDecodeError, RecursionError, ValueError, TypeError) as error:
        raise Refused("bad-body") from error
    if not isinstance(told, dict) or not _plain(told, MAX_DEPTH) or encoded(told) != content:
        raise Refused("bad-body")
    head = _is_bytes(told.get(_NUMBER), 16) and _is_text(told.get(_WRITTEN))
    if head and told.get(_KIND) == _HANDOVER and _is_handover(told):
        return _handover(told)
    if head and told.get(_KIND) == _ANSWER and _is_answer(told):
        return AnswerBody(
            handover=HandoverId(UUID(bytes=told[_NUMBER])),
            written_at=told[_WRITTEN],
            accepted=told[_SUBJECT],
            reason=told[_REASON],
        )
    raise Refused("bad-body")


def moment_text(moment: datetime) -> str:
    """Return a moment in UTC as commits have it, without its zone."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment_of(written: str) -> datetime:
    """Return the moment of its text.

    Raises:
        Refused: `bad-body`.
    """
    try:
        return datetime.fromisoformat(written.partition("Z")[0]).replace(tzinfo=UTC)
    except ValueError as error:
        raise Refused("bad-body") from error


def _handover(told: dict[int, Any]) -> HandoverBody:
    person, case = told[_SUBJECT]
    return HandoverBody(
        handover=HandoverId(UUID(bytes=told[_NUMBER])),
        written_at=told[_WRITTEN],
        person=UUID(bytes=person),
        case=UUID(bytes=case),
        entities=tuple(
            PlainEntity(kind, UUID(bytes=key), fields) for kind, key, fields in told[_ENTITIES]
        ),
        authors=tuple(Author(UUID(bytes=key), code) for key, code in told[_AUTHORS]),
        files=tuple(
            File(UUID(bytes=key), media_type, data) for key, media_type, data in told[_FILES]
        ),
        basis=told[_BASIS][0],
        why=told[_BASIS][1],
        items=tuple(told[_ITEMS]),
        further={key: value for key, value in told.items() if key > _ITEMS},
    )


def _is_answer(told: dict[Any, Any]) -> bool:
    return type(told.get(_SUBJECT)) is bool and _is_text(told.get(_REASON))


def _is_handover(told: dict[Any, Any]) -> bool:
    return (
        all(type(key) is int and key > 0 for key in told)
        and _rows([told.get(_SUBJECT)], 1, _is_id, _is_id)
        and _rows(told.get(_ENTITIES), MAX_ENTITIES, _is_kind, _is_id, _is_fields)
        and _rows(told.get(_AUTHORS), MAX_AUTHORS, _is_id, _is_text)
        and _rows(told.get(_FILES), MAX_FILES, _is_id, _is_text, _is_file)
        and _rows([told.get(_BASIS)], 1, _is_text, _is_text)
        and isinstance(told.get(_ITEMS), list)
        and all(map(_is_text, told[_ITEMS]))
    )


def _rows(rows: object, most: int, *columns: Any) -> bool:
    if not isinstance(rows, list) or len(rows) > most:
        return False
    return all(
        isinstance(row, list)
        and len(row) == len(columns)
        and all(fits(value) for fits, value in zip(columns, row, strict=True))
        for row in rows
    )


def _is_id(value: object) -> bool:
    return _is_bytes(value, 16)


def _is_kind(value: object) -> bool:
    return type(value) is int and 0 < value < 2**31


def _is_fields(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_kind, value))


def _is_file(value: object) -> bool:
    return isinstance(value, bytes) and len(value) <= MAX_FILE


def _is_bytes(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT


def _plain(value: object, depth: int) -> bool:
    """Return whether there is nothing in it but plain values, no deeper than *depth*."""
    if value is None or type(value) in (bool, float, bytes):
        return True
    if type(value) is int:
        return -(2**63) <= value < 2**63
    if isinstance(value, str):
        return len(value) <= MAX_TEXT
    if depth == 0 or not isinstance(value, dict | list):
        return False
    inside = [*value, *value.values()] if isinstance(value, dict) else value
    return all(_plain(each, depth - 1) for each in inside)
