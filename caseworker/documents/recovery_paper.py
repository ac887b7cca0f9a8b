"""Papers with a code: never two codes on one paper, nor in one place."""

from __future__ import annotations

from caseworker.documents.blocks import Document, Fact, Facts, Paragraph
from caseworker.text import Text


def recovery_paper(code: str, text: Text) -> Document:
    """Return the paper for a recovery *code* in groups split by "-"."""
    return Document(
        language=text.language,
        title=text("Recovery code"),
        who_may_see=text(
            "Lock this paper away. Whoever has it and the laptop can read everything."
        ),
        blocks=(
            Paragraph(text("It opens Caseworker when a passphrase is forgotten.")),
            _groups(code, text),
            Paragraph(text("Keep it where the laptop is not."), small=True),
        ),
    )


def root_paper(code: str, text: Text) -> Document:
    """Return the paper for the *code* of a centre's root, in groups split by "-"."""
    return Document(
        language=text.language,
        title=text("Root of the centre"),
        who_may_see=text(
            "Lock this paper away. Whoever has it can say who the administrators are."
        ),
        blocks=(
            Paragraph(text("It is needed if all administrators are lost, or end each other.")),
            _groups(code, text),
            Paragraph(text("Keep it apart from the laptops and from recovery codes."), small=True),
        ),
    )


def _groups(code: str, text: Text) -> Facts:
    groups = code.split("-")
    return Facts(
        tuple(Fact(text.number(place), group) for place, group in enumerate(groups, start=1))
    )
