"""The handover plan: nobody has to tell everything again (R-244)."""

from __future__ import annotations

from caseworker.documents import common
from caseworker.documents.blocks import Document, Fact, Facts, Heading, Paragraph, Signature
from caseworker.errors import NotFound
from caseworker.model.case import Case
from caseworker.model.directory import Provider
from caseworker.model.ids import CaseId
from caseworker.model.person import Person
from caseworker.model.review import Transfer, TransferKind
from caseworker.ports import Reads
from caseworker.steps import transfer as transfers
from caseworker.text import Text
from caseworker.words import name_of


def handover_plan(reads: Reads, case_id: CaseId, text: Text) -> Document:
    """Return the handover plan of a case.

    Raises:
        NotFound: no handover was prepared.
    """
    transfer = transfers.current(reads, case_id)
    if transfer is None:
        raise NotFound
    case = reads.get(Case, case_id)
    person = reads.get(Person, case.person_id)
    outside = transfer.kind is not TransferKind.COLLEAGUE
    return Document(
        language=text.language,
        title=text("Handover plan"),
        subtitle=name_of(transfer.kind, text),
        who_may_see=text(common.FOR_THE_RECEIVER if outside else common.FOR_THE_CENTRE),
        reference=case.number,
        blocks=(
            Facts((
                Fact(text("Name"), common.named(person)),
                Fact(text("To"), _receiver(reads, transfer)),
                Fact(text("From"), common.code_of(reads, transfer.prepared_by)),
                Fact(text("Date"), common.day(transfer.prepared_at, text)),
            )),
            Heading(text("What was done")), Paragraph(transfer.done_so_far),
            Heading(text("What is still to do")), Paragraph(transfer.still_to_do),
            Heading(text("What to be careful about")), Paragraph(transfer.risks),
            Heading(text("How both get to know each other")), Paragraph(transfer.introduced),
            Heading(text("What the person says about it")), Paragraph(transfer.her_view),
            Signature(text("Handed over by, staff code"), text("Date")),
            Signature(text("Taken over by"), text("Date")),
        ),
    )  # fmt: skip


def _receiver(reads: Reads, transfer: Transfer) -> str:
    provider = reads.find(Provider, transfer.receiving_provider)
    if provider is not None:
        return provider.name
    return transfer.receiving_centre or common.code_of(reads, transfer.receiving_user)
