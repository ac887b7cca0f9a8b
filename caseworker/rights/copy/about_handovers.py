"""What the record says of cases between centres: where it went, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.documents import common
from caseworker.model.case import Case
from caseworker.model.handover import ReceivedHandover, SentHandover
from caseworker.rights.copy.items import Gathering, HeldBack, Item, joined
from caseworker.text import N_


def went(gather: Gathering, case: Case) -> Iterator[Item]:
    """Yield to which centres the case was sent, and what they answered."""
    text = gather.text
    for sent in gather.reads.matching(SentHandover, case_id=case.id, order_by=("sent_at", "id")):
        said = (sent.centre, common.day(sent.sent_at, text), sent.answer)
        yield gather.item(sent, "sent", N_("Sent to another centre"), joined(*said))


def came(gather: Gathering, case: Case) -> Iterator[Item]:
    """Yield from which centre the case came, and what the handover said."""
    text = gather.text
    for each in gather.reads.matching(ReceivedHandover, case_id=case.id, order_by="answered_at"):
        said = (each.centre, each.their_number, common.day(each.answered_at, text), each.why,
                each.done_so_far, each.still_to_do, each.introduced, each.her_view)  # fmt: skip
        yield gather.item(each, "came", N_("Came from another centre"), joined(*said))
        yield gather.item(each, "risks", N_("Risk"), each.risks, HeldBack.DANGER)
