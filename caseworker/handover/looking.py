"""What lies on a stick for this centre: cards, handovers to answer, answers to what went out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from caseworker.errors import NotAllowed, NotFound, NothingToUndo
from caseworker.handover.body import AnswerBody, HandoverBody
from caseworker.handover.card import NotACard, read_card
from caseworker.handover.cards import usable_card
from caseworker.handover.folder import cards_at, handovers_at
from caseworker.handover.handover_file import Refused, read_file
from caseworker.handover.receiving import Opened, answered_at, open_file
from caseworker.handover.sending import answered
from caseworker.handover.unpacking import written_at
from caseworker.model.case import Case, CaseStatus
from caseworker.model.handover import CentreCard, OwnCard
from caseworker.model.ids import CardId, CaseId
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork

MOST_OPENED = 64 * 1_048_576
"""Bytes that one centre may have in memory at one look, unpacked: small files can hold much."""


@dataclass(frozen=True)
class FoundHandover:
    """A handover that can be opened here."""

    body: HandoverBody
    opened: Opened
    centre: str
    written_at: datetime
    answered_at: datetime | None
    """When it was answered here, where it was."""


@dataclass(frozen=True)
class FoundCard:
    """A card that is not known here yet."""

    name: str
    file: bytes


@dataclass(frozen=True)
class OnStick:
    """All that lies there, and how many files were refused for which reason."""

    handovers: tuple[FoundHandover, ...]
    answers: tuple[Opened, ...]
    cards: tuple[FoundCard, ...]
    refused: Mapping[str, int]
    left: int
    """How many files were not read, because there are too many for one look."""


@dataclass(frozen=True)
class TakenAnswer:
    """An answer that was kept."""

    case_id: CaseId
    centre: str
    accepted: bool
    ended: bool
    """The case ended here with it; else it waits for another centre by now."""
    reason: str


@dataclass(frozen=True)
class Taken:
    """What came of the answers on a stick."""

    answers: tuple[TakenAnswer, ...]
    unknown: int
    """Answers to cases that have not come to this laptop yet."""


def look_at(reads: Reads, place: Path) -> OnStick:
    """Return what lies at *place* for this centre; nothing is kept."""
    refused: Counter[str] = Counter()
    handovers: dict[object, FoundHandover] = {}
    answers: dict[object, Opened] = {}
    own = {read_card(each.card).id for each in reads.matching(OwnCard)}
    sealed, lying = handovers_at(place), cards_at(place)
    opened_of: Counter[CardId] = Counter()
    left = 0
    for content in sealed:
        try:
            sender = read_file(content).sender
            if sender in own:
                continue  # What this centre wrote itself.
            if opened_of[sender] >= MOST_OPENED:
                left += 1
                continue
            opened = open_file(reads, content)
            opened_of[sender] += opened.size
            if isinstance(opened.body, AnswerBody):
                answers[opened.body.handover] = opened
            else:
                handovers[opened.body.handover] = _found(reads, opened.body, opened)
        except Refused as why:
            refused[why.result] += 1
    cards = tuple(_new_cards(reads, lying, refused))
    order = sorted(
        handovers.values(), key=lambda each: (each.answered_at is not None, each.written_at)
    )
    left += sealed.left + lying.left
    return OnStick(tuple(order), tuple(answers.values()), cards, dict(refused), left)


def take_answers(work: UnitOfWork, answers: Sequence[Opened]) -> Taken:
    """Keep the answers that were not kept before.

    Raises:
        NotAllowed: the role does not work on cases.
    """
    require(work.actor, Act.WORK_ON_CASE)
    taken, unknown = [], 0
    for opened in answers:
        if not isinstance(opened.body, AnswerBody):
            continue
        try:
            sent = answered(work, opened.body, opened.card_id)
        except NotFound:
            unknown += 1
        except (NothingToUndo, NotAllowed):
            continue  # Kept before, or from a centre to which it never went.
        else:
            ended = work.get(Case, sent.case_id).status is CaseStatus.TRANSFERRED
            said = opened.body.accepted
            kept = TakenAnswer(sent.case_id, sent.centre, said, ended, sent.answer)
            taken.append(kept)
    return Taken(tuple(taken), unknown)


def _found(reads: Reads, body: HandoverBody, opened: Opened) -> FoundHandover:
    card = usable_card(reads, opened.card_id)
    return FoundHandover(
        body=body,
        opened=opened,
        centre=card.name if card else "",
        written_at=written_at(body),
        answered_at=answered_at(reads, body.handover),
    )


def _new_cards(reads: Reads, files: Iterable[bytes], refused: Counter[str]) -> Iterable[FoundCard]:
    own = {read_card(each.card).centre for each in reads.matching(OwnCard)}
    seen = set()
    for file in files:
        try:
            card = read_card(file)
        except NotACard as why:
            refused[why.result] += 1
            continue
        known = reads.count(CentreCard, card_id=card.id)
        if card.centre not in own and not known and card.id not in seen:
            seen.add(card.id)
            yield FoundCard(card.name, file)
