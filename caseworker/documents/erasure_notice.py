"""The paper that tells a person that the record is gone; it names nobody (R-442)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Signature,
)
from caseworker.documents.subject_copy import FOR_THE_PERSON
from caseworker.errors import NotFound
from caseworker.model.erasure import Erasure, ErasureCause
from caseworker.model.ids import UserId
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from caseworker.text import N_, Text, isolate
from caseworker.words import name_of

_STAYS = (
    N_("That this was asked for and done: this number, the days, and the codes of colleagues."),
    N_("The records of other people, also where they speak of you."),
    N_("Counts without names, and what the accounts of the centre need."),
)

OUT_OF_REACH = (
    N_("Papers that were printed, and copies that partners were given."),
    N_("Backups made before, and what a restore moved aside, until somebody removes them."),
    N_("Other laptops of the centre, until their next exchange."),
)
"""What an erasure cannot reach from here, or not yet."""

_RETURN = N_(
    "You can come back on any day. Nobody will find what was written before, and you decide anew."
)
_CONTEST = N_(
    "Ask us when something is not clear. You can also complain to the authority that looks after"
    " data protection; this number is enough."
)


def erasure_notice(reads: Reads, erasure_id: UUID, text: Text) -> Document:
    """Return the paper that says that a record was erased.

    Raises:
        NotAllowed: the role reads no wishes.
        NotFound: nothing was erased yet.
    """
    require(reads.actor, Act.READ_REQUEST)
    erasure = reads.get(Erasure, erasure_id)
    if erasure.carried_out_at is None:
        raise NotFound
    asked = (
        text("As you asked us to, we have erased the record about you.")
        if erasure.cause is ErasureCause.WISH
        else text("The time for which we keep records is over. We have erased the one about you.")
    )
    parts = tuple(name_of(count.part, text) for count in erasure.erased)
    days = [
        Fact(text("Asked for"), common.day(erasure.asked_at, text)),
        Fact(text("Decided by"), _by(reads, erasure.decided_by, erasure.decided_at, text)),
        Fact(text("Agreed by"), _by(reads, erasure.agreed_by, erasure.agreed_at, text)),
        Fact(
            text("Erased by"),
            _by(reads, erasure.carried_out_by, erasure.carried_out_at, text),
        ),
    ]
    blocks: list[Block] = [
        Paragraph(asked),
        Facts(tuple(days)),
        Heading(text("What is gone")),
        Listing(parts),
        Heading(text("What stays")),
        Listing(tuple(text(each) for each in _STAYS)),
        Heading(text("What we cannot reach from here")),
        Listing(tuple(text(each) for each in OUT_OF_REACH)),
        Heading(text("Your rights")),
        Paragraph(text(_RETURN)),
        Paragraph(text(_CONTEST)),
        Signature(text("For the centre"), the_centre(reads).name),
    ]
    return Document(
        language=text.language,
        title=text("Your record was erased"),
        subtitle=text.listed((the_centre(reads).name, common.day(reads.now(), text))),
        who_may_see=text(FOR_THE_PERSON),
        reference=erasure.number,
        blocks=tuple(blocks),
    )


def _by(reads: Reads, user_id: UserId | None, at: datetime | None, text: Text) -> str:
    return text.listed((isolate(common.code_of(reads, user_id)), common.day(at, text)))
