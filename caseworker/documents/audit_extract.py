"""Who used my record: the extract of the audit trail for the person concerned (R-441)."""

from __future__ import annotations

from datetime import datetime

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import Block, Document, Grid, Heading, Paragraph
from caseworker.documents.subject_copy import FOR_THE_PERSON
from caseworker.model.ids import PersonId
from caseworker.ports import Reads
from caseworker.text import N_, Text, isolate
from caseworker.views.extract import extract
from caseworker.words import item_name, name_of

_WHY = N_(
    "Colleagues of the centre appear with their codes. Ask us who they are and why they used the"
    " record; you can also object."
)
NOT_NAMED = N_("A place that is not named on paper")


def audit_extract(reads: Reads, person_id: PersonId, now: datetime, text: Text) -> Document:
    """Return who used the record of a person, and what went to others.

    Raises:
        NotAllowed: the role reads no wishes, or the record is restricted to others.
    """
    shown = extract(reads, person_id, now)
    used = tuple(
        (common.day(line.day, text), isolate(line.who), text(line.what), text.number(line.times))
        for line in shown.used
    )
    went = tuple(
        (
            common.day(line.day, text),
            line.recipient or text(NOT_NAMED),
            text.listed(item_name(item, text) for item in line.data_items),
            name_of(line.basis, text),
        )
        for line in shown.went
    )
    blocks: list[Block] = [
        Paragraph(text(_WHY)),
        Heading(text("Inside the centre")),
        Grid(
            (text("Day"), text("Colleague"), text("What"), text("Times")),
            used,
            (0.26, 0.16, 0.46, 0.12),
        ),
        Heading(text("What went to others")),
    ]
    if went:
        header = (text("Day"), text("To whom"), text("What"), text("Basis"))
        blocks.append(Grid(header, went, (0.22, 0.26, 0.32, 0.2)))
    else:
        blocks.append(Paragraph(text("Nothing left the centre.")))
    return Document(
        language=text.language,
        title=text("Who used my record"),
        subtitle=text.listed((the_centre(reads).name, common.day(now, text))),
        who_may_see=text(FOR_THE_PERSON),
        reference=shown.number,
        blocks=tuple(blocks),
    )
