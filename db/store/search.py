"""Search by the start of each word, in any script, and by parts of words of three letters up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Connection

from caseworker.model.entity import Entity
from caseworker.ports import Found
from db.store.connection import raw
from db.store.many_rows import insert_rows
from db.store.registry import kind_of_number, registered

LONGEST_INDEXED = 2_000
"""Characters of one entity that are indexed; nobody searches by what follows."""
_SHORTEST_PART = 3
_SHORT = 8
"""Characters of a match expression, its quotes and star counted."""

# Written without spaces between words: each character is a word of the index (sync.md).
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x30FF),  # CJK radicals, kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
# Letters that people swap when they type Arabic, Persian and Urdu names.
_ALIKE = str.maketrans("أإآٱىیکةۀؤئ", "ااااييكههوي")
_TATWEEL = "ـ"


def fold(words: str) -> str:
    """Return *words* as they are indexed and compared: case, accents and look-alikes removed."""
    decomposed = unicodedata.normalize("NFKD", words[:LONGEST_INDEXED]).casefold()
    # Class 0 and the low classes hold vowels and joins of Indic scripts, which carry meaning.
    kept = (mark for mark in decomposed if unicodedata.combining(mark) < 10 and mark != _TATWEEL)
    plain = unicodedata.normalize("NFC", "".join(kept)).translate(_ALIKE)
    return " ".join("".join(_spaced(character) for character in plain).split())


def index(connection: Connection, entity: Entity, words: str | None, *, is_new: bool) -> None:
    """Make the index say *words* of an entity, or nothing of it where they are None or empty."""
    folded = fold(words) if words else ""
    if not is_new and _stands(connection, entity.id, words, folded):
        return
    if folded:
        entry = (None, entity.id.bytes, registered(type(entity)).number, words, folded)
        below = raw(connection)
        number = below.execute(f"{_ADD} (?, ?, ?, ?, ?)", entry).lastrowid
        for statement in _INDEX:
            below.execute(f"{statement} (?, ?)", (number, folded))


def index_new(connection: Connection, told: Iterable[tuple[Entity, str | None]]) -> None:
    """Make the index say the words of many entities of which it says nothing yet."""
    last = connection.exec_driver_sql(_LAST).scalar_one()
    entries, folded = [], []
    for entity, words in told:
        plain = fold(words) if words else ""
        if plain:
            last += 1
            kind = registered(type(entity)).number
            entries.append((last, entity.id.bytes, kind, words, plain))
            folded.append((last, plain))
    insert_rows(connection, _ADD, entries)
    for statement in _INDEX:
        insert_rows(connection, statement, folded)


def indexed(connection: Connection, keys: Sequence[bytes]) -> set[bytes]:
    """Return those of a few hundred *keys* of which the index says something."""
    places = ",".join("?" * len(keys))
    query = f"SELECT entity FROM search_entry WHERE entity IN ({places})"  # noqa: S608  places only
    return {row[0] for row in connection.exec_driver_sql(query, tuple(keys))}


def forget(connection: Connection, key: UUID) -> None:
    """Remove what the index says of an entity."""
    _stands(connection, key, None, "")


def _stands(connection: Connection, key: UUID, words: str | None, folded: str) -> bool:
    """Return whether the index says so already; otherwise remove what it says."""
    row = connection.exec_driver_sql(_FIND, (key.bytes,)).one_or_none()
    if row is None:
        return False
    number, old_words, old_folded = row
    if (old_words, old_folded) == (words, folded):
        return True
    for statement in _UNINDEX:
        connection.exec_driver_sql(statement, (number, old_folded))
    connection.exec_driver_sql(_REMOVE, (number,))
    return False


def find_words(
    connection: Connection, words: str, *, kinds: Sequence[type[Entity]], limit: int
) -> list[Found]:
    """Return the entities of *kinds* whose words start with each of *words*, best first.

    Where fewer than *limit* are found, those that contain each word of three letters up follow.
    """
    tokens = _tokens(fold(words))
    if not tokens or not kinds or limit < 1:
        return []
    numbers = ",".join(str(registered(kind).number) for kind in kinds)
    rows = _matching(connection, "search_prefix", _prefixes(tokens), numbers, limit)
    if len(rows) < limit and all(len(token) >= _SHORTEST_PART for token in tokens):
        seen = {row[0] for row in rows}
        parts = " AND ".join(_quoted(token) for token in tokens)
        more = _matching(connection, "search_trigram", parts, numbers, limit)
        rows += [row for row in more if row[0] not in seen][: limit - len(rows)]
    return [
        Found(kind=kind_of_number()[kind], id=UUID(bytes=entity), words=found)
        for entity, kind, found in rows
    ]


def _matching(
    connection: Connection, table: str, match: str, kinds: str, limit: int
) -> list[tuple[bytes, int, str]]:
    # A short start matches half the store; ranking all of it would keep the person waiting.
    order = f"{table}.rank" if len(match) > _SHORT else f"{table}.rowid DESC"
    statement = (
        f"SELECT e.entity, e.kind, e.words FROM {table} JOIN search_entry e"  # noqa: S608  only names from this module and whole numbers
        f" ON e.number = {table}.rowid"
        f" WHERE {table} MATCH ? AND e.kind IN ({kinds}) ORDER BY {order} LIMIT ?"
    )
    rows = connection.exec_driver_sql(statement, (match, limit))
    return [(row[0], row[1], row[2]) for row in rows]


def _spaced(character: str) -> str:
    if character.isalnum() or unicodedata.category(character)[0] == "M":
        return f" {character} " if _is_unspaced(character) else character
    return " "


def _is_unspaced(character: str) -> bool:
    code = ord(character)
    return code >= _UNSPACED[0][0] and any(first <= code <= last for first, last in _UNSPACED)


def _tokens(folded: str) -> list[str]:
    return folded.split()


def _prefixes(tokens: list[str]) -> str:
    return " AND ".join(f"{_quoted(token)}*" for token in tokens)


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


# Said to SQLite as they are: SQLAlchemy knows no word indexes, and each write passes here.
_FIND = "SELECT number, words, folded FROM search_entry WHERE entity = ?"
_REMOVE = "DELETE FROM search_entry WHERE number = ?"
_ADD = "INSERT INTO search_entry(number, entity, kind, words, folded) VALUES"
_LAST = "SELECT ifnull(max(number), 0) FROM search_entry"
_INDEX = (
    "INSERT INTO search_prefix(rowid, folded) VALUES",
    "INSERT INTO search_trigram(rowid, folded) VALUES",
)
_UNINDEX = (
    "INSERT INTO search_prefix(search_prefix, rowid, folded) VALUES ('delete', ?, ?)",
    "INSERT INTO search_trigram(search_trigram, rowid, folded) VALUES ('delete', ?, ?)",
)
