"""The paper with the recovery code; never together with anything else that opens the laptop."""

from __future__ import annotations

from caseworker.documents.blocks import Document, Fact, Facts, Paragraph
from caseworker.text import Text


def recovery_paper(code: str, text: Text) -> Document:
    """Return the paper for a recovery *code* in groups split by "-"."""
    groups = code.split("-")
    facts = tuple(Fact(text.number(place), group) for place, group in enumerate(groups, start=1))
    return Document(
        language=text.language,
        title=text("Recovery code"),
        who_may_see=text(
            "Lock this paper away. Whoever has it and the laptop can read everything."
        ),
        blocks=(
            Paragraph(text("It opens Caseworker when a passphrase is forgotten.")),
            Facts(facts),
            Paragraph(text("Keep it where the laptop is not."), small=True),
        ),
    )
