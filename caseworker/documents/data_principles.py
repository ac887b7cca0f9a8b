"""How the centre treats what it knows of people: a notice to hang up, to read out, to give along.

The thirteen principles of IOM for the protection of personal data (R-440), each in a sentence of
our own that whoever stands before it can follow, and what binds a partner (R-439).
"""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.documents.blocks import Block, Document, Heading, Paragraph
from caseworker.ports import Reads
from caseworker.text import N_, Text


@dataclass(frozen=True)
class Principle:
    """One principle: its name, and what it means for whoever tells the centre something."""

    name: str
    means: str


PRINCIPLES = (
    Principle(
        N_("Lawful and fair"),
        N_("We write things down openly, with you, and only as the law and our rules allow."),
    ),
    Principle(
        N_("For a purpose"),
        N_("We say what each thing is for before we ask it, and use it for nothing else."),
    ),
    Principle(
        N_("True and no more than needed"),
        N_("We ask what help needs. What is wrong or old is put right."),
    ),
    Principle(
        N_("Your yes"),
        N_("You decide, freely and knowing what it means. A no costs you no help, and a yes can be"
           " taken back."),
    ),
    Principle(
        N_("Passing on"),
        N_("Nobody outside gets it without your yes, a reason, and a written promise to keep it as"
           " safe as we do. If another reason ever makes us pass something on, you are told as soon"
           " as that is safe."),
    ),
    Principle(
        N_("Kept to ourselves"),
        N_("Only those who help you read it. Who opened your record is written down."),
    ),
    Principle(
        N_("You may look"),
        N_("You can ask what is written about you, who read it and why, and get a copy."),
    ),
    Principle(
        N_("Kept safe"),
        N_("It lies locked and encrypted, on paper in a cabinet and on our laptops."),
    ),
    Principle(
        N_("Not for ever"),
        N_("When the help has ended and no rule asks for it any longer, it is erased."),
    ),
    Principle(
        N_("For everybody"),
        N_("The same holds for every person and every piece of information, spoken, written or"
           " filmed."),
    ),
    Principle(
        N_("It stays yours"),
        N_("We look after it for you. It is never sold, and given to nobody for gain."),
    ),
    Principle(
        N_("Somebody watches over it"),
        N_("One person in the centre looks after data protection. You can complain to them, and"
           " nobody may hold that against you."),
    ),
    Principle(
        N_("Hardly ever otherwise"),
        N_("Only a danger to life, a child at risk or the law can change this, as far as it must,"
           " and the reason is written down."),
    ),
)  # fmt: skip

BINDS_PARTNERS = N_(
    "Whoever receives this keeps it as the centre does: only to give this help, locked away, passed"
    " on to nobody without a new yes, and destroyed when the help has ended."
)
"""Said to every receiver on the paper itself (R-439)."""

FOR_EVERYBODY = N_("For everybody: it says nothing of anybody.")


def data_principles(_reads: Reads, text: Text) -> Document:
    """Return the notice in the language of *text*."""
    blocks: list[Block] = [
        Paragraph(text("What you tell us can put you in danger if it falls into wrong hands. This"
                       " is how we treat it.")),
    ]  # fmt: skip
    for number, principle in enumerate(PRINCIPLES, start=1):
        blocks += [
            Heading(f"{text.number(number)}. {text(principle.name)}"),
            Paragraph(text(principle.means)),
        ]
    return Document(
        language=text.language,
        title=text("How we treat what you tell us"),
        who_may_see=text(FOR_EVERYBODY),
        blocks=tuple(blocks),
    )
