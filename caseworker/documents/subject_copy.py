"""The copy of the record for the person, as it was screened (R-442)."""

from __future__ import annotations

from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import Block, Document, Fact, Facts, Heading, Paragraph
from caseworker.findings import pass_gate
from caseworker.model.rights import PersonRequest
from caseworker.people.health_here import health_findings
from caseworker.ports import Reads
from caseworker.rights.copy.items import Chosen
from caseworker.rights.copy.screening import sections
from caseworker.text import N_, Text
from caseworker.views.names import number_of

_SHORT = 40
"""Characters; facts that are no longer stand two beside each other."""

FOR_THE_PERSON = N_("For the person alone. Keep it where nobody else reads it.")
_LEFT_OUT = N_(
    "What speaks of other people, what staff keep among themselves, and what could harm you if"
    " others read it is not on this paper. The same is left out of every copy. You can ask to"
    " have more of it read aloud."
)
_CONTEST = N_(
    "You can ask for a correction, object to a use, take back a yes, or ask for erasure, on any"
    " day. You can also complain to the authority that looks after data protection."
)


def subject_copy(reads: Reads, request_id: UUID, text: Text, chosen: Chosen) -> Document:
    """Return the copy that a wish asked for, with what is left out left out.

    Raises:
        NotAllowed: the actor is no data protection officer, or no copy was granted.
        GateClosed: what is written about health lies on other laptops: it would be left out.
    """
    pass_gate(health_findings(reads))
    blocks: list[Block] = [Paragraph(text(_LEFT_OUT))]
    for section in sections(reads, request_id, text, chosen):
        kept = [item for item in section.items if item.held is None]
        if kept:
            facts = tuple(Fact(item.label, item.value) for item in kept)
            short = all(len(fact.value) <= _SHORT for fact in facts)
            blocks += [Heading(section.title), Facts(facts, columns=2 if short else 1)]
    blocks += [Heading(text("Your rights")), Paragraph(text(_CONTEST))]
    person_id = reads.get(PersonRequest, request_id).person_id
    return Document(
        language=text.language,
        title=text("What is written about me"),
        subtitle=text.listed((the_centre(reads).name, common.day(reads.now(), text))),
        who_may_see=text(FOR_THE_PERSON),
        reference=number_of(reads, person_id),
        blocks=tuple(blocks),
    )
