"""One exchange with a carrier: what is new here goes out, what is new there comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from caseworker.consent.withdrawal import stop_what_has_ended
from caseworker.errors import CarrierError
from caseworker.ports import Changes, Office
from caseworker.sync.acceptance import Reason
from caseworker.sync.carrier import BatchId, Carrier, ChunkId, Offered


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """How one batch was taken in."""

    result: str
    """One of batch.md, "What a reader checks"."""
    commits: int = 0
    """How many were new here."""
    quarantined: Mapping[Reason, int] = field(default_factory=dict)
    """By why, how many of them do not count."""
    changes: Changes = field(default_factory=Changes)
    revoked: bool = False
    """Whether it says, on a word that counts, that this laptop belongs no longer: it must be wiped.
    """


class ExchangePoint(Protocol):
    """What the store of this laptop does in an exchange. Each act is one transaction."""

    def pack(self) -> None:
        """Put all that waits on this laptop into batches; first remove what it no longer holds."""
        ...

    def leave(self, *, handed_over: bool = False) -> Changes:
        """Remove what this laptop no longer holds; what nobody else has is handed in first.

        The attachments among it stay until their pieces are *handed_over*.
        """
        ...

    def has_heard(self) -> bool:
        """Return whether all that a carrier had was taken in since this store was unlocked.

        Until then it may be an old image that does not know who was excluded meanwhile.
        """
        ...

    def note_heard(self) -> None:
        """Note that all that a carrier had was taken in."""
        ...

    def to_carry(self) -> Sequence[BatchId]:
        """Return the batches that can be handed over, oldest first; those of others among them."""
        ...

    def content_of(self, batch: BatchId) -> bytes | None:
        """Return a whole batch, or None where everybody has it and it was let go."""
        ...

    def hand_over(self, batches: Sequence[BatchId]) -> None:
        """Note that a carrier has taken *batches*."""
        ...

    def here(self) -> set[BatchId]:
        """Return every batch that was made here or came."""
        ...

    def look_ahead(self, content: bytes) -> object:
        """Do what can be done of `take_in` before its turn, and return it; it changes nothing."""
        ...

    def take_in(self, content: bytes, ahead: object = None) -> TakenIn:
        """Take in a batch, whoever carried it; what is wrong with it is in the answer.

        *ahead* is what `look_ahead` made of the same content, if it was asked.
        """
        ...

    def try_again(self) -> Sequence[TakenIn]:
        """Look again at batches that could not be opened when they came."""
        ...

    def chunks(self) -> Sequence[ChunkId]:
        """Return the sealed pieces of attachments that are here."""
        ...

    def wanted_chunks(self) -> Sequence[ChunkId]:
        """Return the sealed pieces of attachments that are not here yet."""
        ...

    def chunk(self, chunk: ChunkId) -> bytes | None:
        """Return one sealed piece, or None where it is not here any more."""
        ...

    def keep_chunk(self, chunk: ChunkId, content: bytes) -> bool:
        """Keep a sealed piece; return False where it is not the one that was asked for."""
        ...

    def cursor(self, carrier: str) -> str:
        """Return up to where the list of the carrier of this name was read."""
        ...

    def remember_cursor(self, carrier: str, cursor: str) -> None:
        """Remember up to where the list of a carrier was read."""
        ...

    def finish(self, carrier: str) -> None:
        """Note that an exchange by this carrier came to its end, and let go what all have."""
        ...


@dataclass
class Report:
    """What an exchange did, in numbers; never whose records."""

    sent: int = 0
    """Batches handed over."""
    received: int = 0
    """Batches taken in."""
    commits: int = 0
    """Commits that were new here."""
    quarantined: Counter[Reason] = field(default_factory=Counter)
    """By why, commits that were new here and do not count."""
    for_others: int = 0
    chunks: int = 0
    """Sealed pieces of attachments, both ways."""
    untaken: dict[str, int] = field(default_factory=dict)
    """By the carrier's word, batches that it did not take. They wait here for another way."""
    refused: dict[str, int] = field(default_factory=dict)
    """By result, files that were not taken in."""
    damaged: int = 0
    """Files and pieces that lie there and cannot be read as what they are. Whoever keeps them
    brings them again, and the rest goes on."""
    stopped: bool = False
    revoked: bool = False
    """This laptop belongs no longer. Nothing more was exchanged; its keys are to be destroyed."""
    changes: Changes = field(default_factory=Changes)


_MOST_SHOWN = 1_000_000
"""Batches that a carrier may list in one exchange; the next goes on behind them."""
Tell = Callable[[int, int], None]
"""Is told how many of how many batches are done."""


def _nothing() -> None:
    """Nothing is to be signed."""


def exchange(
    here: ExchangePoint,
    carrier: Carrier,
    name: str,
    *,
    tell: Tell = lambda _done, _all: None,
    wants_stop: Callable[[], bool] = lambda: False,
    attachments: bool = True,
    sign: Callable[[], None] = _nothing,
) -> Report:
    """Exchange with *carrier*, known on this laptop as *name*; return what came of it.

    What is only on this laptop goes first, *attachments* last or not at all. Where it breaks off,
    the next exchange goes on there. The first exchange since it was unlocked seals nothing before
    it has heard who belongs now. *sign* is called once, before anything is sealed.

    Raises:
        CarrierError: the carrier failed. What was done until then is kept on both sides.
    """
    report = Report()
    heard = here.has_heard()
    if heard:
        sign()
        here.pack()
    _hand_over(here, carrier, report, wants_stop)
    _take_in(here, carrier, name, report, tell, wants_stop)
    if not report.stopped and not report.revoked:
        here.note_heard()
        _leave(here, report)
        if not heard:
            sign()
        # Tell the others what has just arrived, while the way is open.
        here.pack()
        _hand_over(here, carrier, report, wants_stop)
        if attachments:
            _exchange_chunks(here, carrier, report, wants_stop)
            if not report.stopped:
                _leave(here, report, handed_over=True)
    if not report.stopped and not report.revoked:
        here.finish(name)
    return report


def exchange_and_follow_up(
    office: Office,
    carrier: Carrier,
    name: str,
    *,
    tell: Tell = lambda _done, _all: None,
    wants_stop: Callable[[], bool] = lambda: False,
    attachments: bool = True,
) -> Report:
    """Exchange, then let what came take effect: withdrawals stop the referrals that they end.

    An administrator's laptop signs who holds which record: cases change hands every day.

    Raises:
        CarrierError: the carrier failed; what came before that has taken effect all the same.
    """
    try:
        report = exchange(
            office.exchange,
            carrier,
            name,
            tell=tell,
            wants_stop=wants_stop,
            attachments=attachments,
            sign=office.space.align,
        )
    except CarrierError:
        _follow_up(office)
        raise
    if report.commits and not report.revoked:
        changes = _follow_up(office)
        report.changes = Changes(report.changes.touched | changes.touched)
    return report


def _follow_up(office: Office) -> Changes:
    _, changes = office.perform(stop_what_has_ended)
    return changes


def _hand_over(
    here: ExchangePoint, carrier: Carrier, report: Report, wants_stop: Callable[[], bool]
) -> None:
    carried = here.to_carry()
    lacking = set(carrier.lacking(carried))
    report.untaken.clear()
    # Also where the way broke, or the laptop was locked, before it was noted.
    here.hand_over([each for each in carried if each not in lacking])

    def contents() -> Iterator[tuple[BatchId, bytes]]:
        for batch in (each for each in carried if each in lacking):
            if wants_stop():
                report.stopped = True
                return
            content = here.content_of(batch)
            if content is not None:
                yield batch, content

    for handed in carrier.hand_over(contents()):
        here.hand_over(handed.taken)
        report.sent += len(handed.taken)
        for word in handed.refused.values():
            report.untaken[word] = report.untaken.get(word, 0) + 1


def _exchange_chunks(
    here: ExchangePoint, carrier: Carrier, report: Report, wants_stop: Callable[[], bool]
) -> None:
    """Carry attachments last: each piece by itself, so that a slow line goes on where it broke."""
    for chunk in carrier.missing_chunks(here.chunks()):
        if report.stopped or wants_stop():
            report.stopped = True
            return
        content = here.chunk(chunk)
        if content is None:
            continue
        word = carrier.put_chunk(chunk, content)
        if word:
            report.untaken[word] = report.untaken.get(word, 0) + 1
        else:
            report.chunks += 1
    wanted = here.wanted_chunks()
    absent = set(carrier.missing_chunks(wanted))
    for chunk in wanted:
        if wants_stop():
            report.stopped = True
            return
        if chunk in absent:
            continue
        content = carrier.get_chunk(chunk)
        if content is not None and here.keep_chunk(chunk, content):
            report.chunks += 1
        else:
            # It stays asked for: what is spoilt here may be whole by another way.
            report.damaged += 1


def _take_in(
    here: ExchangePoint,
    carrier: Carrier,
    name: str,
    report: Report,
    tell: Tell,
    wants_stop: Callable[[], bool],
) -> None:
    cursor, known = here.cursor(name), here.here()
    shown: set[BatchId] = set()
    while len(shown) < _MOST_SHOWN:
        page = carrier.page(cursor)
        # Small ones first: on a slow line most of what was written is here before the rest.
        offered = sorted(page.offered, key=lambda each: each.size)
        wanted = [each for each in offered if each.id not in known]
        came = 0
        coming = _fetched_ahead(here, carrier, wanted)
        for done, batch in enumerate(wanted):
            tell(done, len(wanted))
            if report.revoked or wants_stop():
                report.stopped = True
                coming.close()
                return
            content, ahead = next(coming)
            # What is there no longer comes again from whoever keeps it, and is listed anew.
            if content is None:
                report.damaged += 1
                continue
            _add(report, here.take_in(content, ahead))
            known.add(batch.id)
            came += 1
        if page.cursor == cursor:
            break
        cursor = page.cursor
        here.remember_cursor(name, cursor)
        if shown.issuperset(each.id for each in offered) or (wanted and not came):
            # Its list would never end: what it shows is what it showed before, or is not there.
            break
        shown.update(each.id for each in offered)
    for taken in here.try_again():
        _add(report, taken)


def _leave(here: ExchangePoint, report: Report, *, handed_over: bool = False) -> None:
    changes = here.leave(handed_over=handed_over)
    report.changes = Changes(report.changes.touched | changes.touched)


def _fetched_ahead(
    here: ExchangePoint, carrier: Carrier, wanted: Sequence[Offered]
) -> Generator[tuple[bytes | None, object], None, None]:
    """Yield each batch with what could be done of it before its turn.

    While one is taken in, the next is fetched and looked at in another thread; the line itself is
    never used by two.
    """

    contents = carrier.fetch(wanted)

    def fetch() -> tuple[bytes | None, object]:
        content = next(contents)
        return content, None if content is None else here.look_ahead(content)

    with ThreadPoolExecutor(1, "look ahead") as pool:
        following = iter(wanted)
        coming = [pool.submit(fetch) for _ in islice(following, 1)]
        while coming:
            fetched = coming.pop().result()
            coming = [pool.submit(fetch) for _ in islice(following, 1)]
            yield fetched


def _add(report: Report, taken: TakenIn) -> None:
    if taken.result == "ok":
        report.received += 1
    elif taken.result == "sealed-for-others":
        report.for_others += 1
    else:
        report.refused[taken.result] = report.refused.get(taken.result, 0) + 1
    report.revoked = report.revoked or taken.revoked
    report.commits += taken.commits
    report.quarantined.update(taken.quarantined)
    report.changes = Changes(report.changes.touched | taken.changes.touched)
