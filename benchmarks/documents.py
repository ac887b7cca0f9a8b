"""Documents of 1 KB, the same for both sides of the exchange: notes in invented words."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from caseworker.model.case import CaseNote
from caseworker.model.ids import CaseId, NoteId
from caseworker.ports import UnitOfWork

_CONSONANTS = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "sh", "ch"]
_WORDS = 1500
"""Some are said often and most seldom, as in any language: the n-th one 1/n as often."""
NOTES_A_CASE = 10
_PARTS = {"observed": 400, "said": 350, "opinion": 150}
"""Characters of each part; with names, ids and times a document has 1 KB."""


@dataclass(frozen=True)
class Document:
    """One note."""

    id: UUID
    case: UUID
    parts: dict[str, str]

    def as_note(self, work: UnitOfWork, key: UUID | None = None) -> CaseNote:
        """Return it as a note of ours, under *key* or its own id."""
        return CaseNote(
            id=NoteId(key or self.id),
            case_id=CaseId(self.case),
            written_at=work.now(),
            written_by=work.actor.user_id,
            **self.parts,  # type: ignore[arg-type]  # fields of words
        )

    def as_json(self) -> str:
        """Return it as PouchDB keeps it."""
        return json.dumps({"_id": self.id.hex, "case": self.case.hex, **self.parts})


def documents(number: int) -> list[Document]:
    """Return *number* documents, with ids in the order in which they were written."""
    chance = random.Random(20261118)
    words = _words(chance)
    often = [1 / place for place in range(1, len(words) + 1)]

    def text(size: int) -> str:
        return " ".join(chance.choices(words, often, k=size // 3))[:size]

    case = uuid7()
    made = []
    for place in range(number):
        if place % NOTES_A_CASE == 0:
            case = uuid7()
        parts = {name: text(size) for name, size in _PARTS.items()}
        made.append(Document(id=uuid7(), case=case, parts=parts))
    return made


def _words(chance: random.Random) -> list[str]:
    syllables = [first + second for first in _CONSONANTS for second in "aeiou"]
    return [
        "".join(chance.choice(syllables) for _ in range(chance.randint(1, 4)))
        for _ in range(_WORDS)
    ]
