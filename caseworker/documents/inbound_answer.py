"""The slip that answers a partner who referred somebody: yes or no and why, nothing else."""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import Document, Fact, Facts, Paragraph, Signature
from caseworker.errors import NotFound
from caseworker.model.ids import InboundReferralId
from caseworker.model.inbound_referral import InboundReferral, InboundState
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from caseworker.referral.inbound import who_refers
from caseworker.text import N_, Text, isolate
from caseworker.words import name_of

_MET = N_("We will meet the person and ask what they want. What they say stays with us.")


def inbound_answer(reads: Reads, inbound_id: InboundReferralId, text: Text) -> Document:
    """Return the answer to a referral that the centre received.

    Raises:
        NotAllowed: the role does not refer.
        NotFound: there is no answer yet.
    """
    require(reads.actor, Act.REFER)
    inbound = reads.get(InboundReferral, inbound_id)
    if inbound.state is InboundState.RECEIVED:
        raise NotFound
    facts = [
        Fact(text("To"), isolate(who_refers(reads, inbound))),
        Fact(text("Your reference"), isolate(inbound.their_reference)),
        Fact(text("Received"), common.day(inbound.received_at, text)),
        Fact(text("Our answer"), name_of(inbound.state, text)),
        Fact(text("Answered by"), isolate(common.code_of(reads, inbound.answered_by))),
    ]
    if inbound.reason:
        facts.append(Fact(text("Reason"), inbound.reason))
    accepted = inbound.state is InboundState.ACCEPTED
    return Document(
        language=text.language,
        title=text("Answer to a referral"),
        subtitle=text.listed((the_centre(reads).name, common.day(reads.now(), text))),
        who_may_see=text(common.FOR_THE_RECEIVER),
        blocks=(
            Facts(tuple(facts), columns=1),
            *((Paragraph(text(_MET)),) if accepted else ()),
            Signature(text("For the centre"), the_centre(reads).name),
        ),
    )
