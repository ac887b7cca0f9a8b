"""From the journal to batches: what was written here since the last time, by audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.errors import Bug
from caseworker.sync.batch import write_batch, write_letter
from caseworker.sync.batch_body import BatchBody, Covered, GivenKey
from caseworker.sync.batch_file import BatchFile, BatchHeader, laptop_id
from caseworker.sync.batch_seal import key_id
from caseworker.sync.circles import HEALTH, RECORD, holds, sealed_for
from caseworker.sync.commit_columns import MAX_COMMITS
from caseworker.sync.commit_format import Header
from caseworker.sync.letter import sealing_key_id
from caseworker.sync.rules import NO_RULES
from caseworker.sync.whole_commit import WholeCommit
from db.store.attachments import Attachments
from db.store.exchange import kept_batches
from db.store.exchange.attachment_chunks import chunks_of
from db.store.exchange.membership_log import MembershipLog
from db.store.exchange.state_sums import StateSums
from db.store.identity import StoreIdentity
from db.store.journal.kept_commits import whole_commits
from db.store.merge_rules import merge_rules
from db.store.registry import AudienceClass
from db.store.tables import audience_keys, handed_in, left_behind, left_circles, series

_FULL = 2 << 20
"""Bytes of commits in one batch before they are packed: then words that come again lie near enough
to be packed well, and whoever reads it takes little memory."""
_AGAIN = 256 << 10
"""The same for what is carried again: a newcomer takes in a whole centre so, each batch in one
transaction, and whoever saves on that laptop meanwhile waits for no more than one."""
PACKED_UP_TO = "packed up to"
"""Under this name the store remembers up to which position its own commits are in batches."""
_NEWS = "news to acknowledge"
_ASKED = "asked for keys"
_ASK_AGAIN = 24 * 3_600
"""Seconds after which a laptop asks again for what it lacks."""
_PORTION = 500
"""Commits read from the journal at once."""


@dataclass
class _Waiting:
    """Commits of one audience that wait for a batch."""

    urgent: list[WholeCommit] = field(default_factory=list)
    others: list[WholeCommit] = field(default_factory=list)


class Outgoing:
    """Makes the batches of one laptop in one run."""

    def __init__(
        self,
        connection: Connection,
        identity: StoreIdentity,
        run: bytes,
        log: MembershipLog,
        attachments: Attachments,
    ) -> None:
        self._attachments = attachments
        self._connection = connection
        self._identity = identity
        self._run = run
        self._log = log

    def has_its_keys(self) -> bool:
        """Return whether the key under which each audience is sealed now is here.

        What is written for a record, or about health, before its first key has come goes by
        letters.
        """
        members = self._log.members
        rows = self._connection.execute(select(audience_keys)).all()
        here, audiences = {row.id for row in rows}, {row.audience for row in rows}
        classes = self._identity.audiences
        sealed = {self._sealed_for(each) for each in classes.values()} - members.of_class(HEALTH)
        sealed |= {each for each in self._not_for_all() if each in audiences}
        named = map(members.key_to_seal_with, sealed)
        return all(key is not None and key.id in here for key in named)

    def can_seal(self, audience: bytes) -> bool:
        """Return whether the key is here under which *audience* is sealed now."""
        return self._key_for(self._sealed_for(audience)) is not None

    def pack(self, up_to: int, at: int) -> list[BatchFile]:
        """Put what waits, up to journal position *up_to*, into batches; urgent things first.

        *at* is milliseconds since 1970.
        """
        waiting = self._waiting(up_to)
        centre = self._identity.audiences[AudienceClass.CENTRE]
        made: list[BatchFile] = []
        entries = tuple(self._log.untold(self._connection))
        if entries:
            made.append(self._write(centre, BatchBody(entries=entries), at))
            self._log.mark_told(self._connection)
        for urgent in (True, False):
            for audience, commits in waiting.items():
                for part in _parts(commits.urgent if urgent else commits.others):
                    made += self._carry(audience, part, at, up_to=up_to)
        lacks = self._lacks()
        asks = bool(lacks) and number_of(self._connection, _ASKED) + _ASK_AGAIN <= at // 1000
        if made or asks or number_of(self._connection, _NEWS):
            made.append(self._write(centre, self._told(lacks), at, quiet=True))
            remember(self._connection, _ASKED, at // 1000 if lacks else 0)
        remember(self._connection, PACKED_UP_TO, up_to)
        remember(self._connection, _NEWS, 0)
        return made

    def write_again(
        self, commits: Mapping[int, WholeCommit], covers: Sequence[Covered], at: int
    ) -> None:
        """Carry *commits*, by position, again as they stand now, in the place of *covers*."""
        self.carry_again(commits, at)
        centre = self._identity.audiences[AudienceClass.CENTRE]
        # Last: whoever has it has, by its place in the chain, asked for those before it.
        self._write(centre, BatchBody(covers=tuple(covers)), at)

    def carry_again(self, commits: Mapping[int, WholeCommit], at: int) -> None:
        """Carry *commits*, by position, again as they stand now, for all who hold their circles."""
        by_audience: dict[bytes, list[WholeCommit]] = {}
        for _, commit in sorted(commits.items(), key=lambda item: item[0]):
            sealed = self._sealed_for(commit.header.audience)
            by_audience.setdefault(sealed, []).append(commit)
        for audience, some in by_audience.items():
            for part in _parts(some, full=_AGAIN):
                self._carry(audience, part, at)

    def write_letter(
        self, sealing_key: bytes, keys: Sequence[GivenKey], at: int, *, whole_log: bool = True
    ) -> BatchFile:
        """Return a letter to one laptop: the log, or what is new of it, and *keys*.

        Without keys it tells a laptop that it belongs no longer.
        """
        entries = self._log.all if whole_log else self._log.untold
        body = BatchBody(
            entries=tuple(entries(self._connection)),
            keys=tuple(keys),
            attachment_secret=self._identity.attachment_secret if keys else b"",
        )
        return self._write_to(sealing_key, body, at)

    def ask(self, sealing_key: bytes, lacks: Sequence[bytes], at: int) -> None:
        """Write to one laptop which keys this one *lacks*, though it may have them."""
        self._write_to(sealing_key, self._told(tuple(sorted(lacks))), at)

    def hand_on(self, sealing_key: bytes, commits: Sequence[WholeCommit], at: int) -> None:
        """Write *commits* to one laptop, so that nobody else can read them, not even this one."""
        for part in _parts(commits):
            self._write_to(sealing_key, self._body(part), at)

    @property
    def last(self) -> bytes:
        """The id of the last batch that this laptop made; empty where it made none."""
        laptop = laptop_id(self._identity.device_public_key)
        return kept_batches.last_own(self._connection, laptop, self._run).id or b""

    def _write_to(self, sealing_key: bytes, body: BatchBody, at: int) -> BatchFile:
        header = self._header(sealing_key_id(sealing_key))
        letter = write_letter(header, body, sealing_key, self._identity.device_key)
        kept_batches.keep(self._connection, letter, kept_batches.OK, at, quiet=True, made=True)
        return letter

    def _carry(
        self, audience: bytes, commits: Sequence[WholeCommit], at: int, *, up_to: int = 0
    ) -> list[BatchFile]:
        """Carry *commits* under the key of an audience; where it is on its way yet, by letters."""
        members = self._log.members
        circle = members.audiences.get(audience)
        by_letters = circle is not None and bool(circle.names & {RECORD, HEALTH})
        if self._key_for(audience) is not None or not by_letters:
            return [self._write(audience, self._body(commits), at, up_to=up_to)]
        return [
            self._write_to(sealing_key, self._body(theirs), at)
            for device in sorted(members.devices.keys() - {self._identity.device_id})
            if (theirs := [c for c in commits if holds(members, device, c.header.audience)])
            for sealing_key in sorted(members.devices[device].sealing_keys)
        ]

    def _not_for_all(self) -> Iterator[bytes]:
        """Yield what this laptop holds by the log and not all others do: records, and health."""
        for audience, circle in self._log.members.audiences.items():
            if circle.names & {RECORD, HEALTH} and holds(
                self._log.members, self._identity.device_id, audience
            ):
                yield audience

    def _lacks(self) -> tuple[bytes, ...]:
        here = set(self._connection.scalars(select(audience_keys.c.audience)))
        return tuple(sorted(each for each in self._not_for_all() if each not in here))

    def _told(self, lacks: tuple[bytes, ...]) -> BatchBody:
        """Return what the others wait to hear: what has come, what was removed, what lacks."""
        own = left_circles.c.device == self._identity.device_id
        left = self._connection.scalars(select(left_circles.c.audience).where(own))
        told = kept_batches.Chains(self._connection).frontier(self._log.members)
        sums = StateSums(self._connection, self._log.members, self._identity)
        return BatchBody(
            frontier=told,
            digest=sums.to_tell(),
            left=tuple(sorted(left)),
            lacks=lacks,
            log=self._log.hash(),
        )

    def _sealed_for(self, audience: bytes) -> bytes:
        return sealed_for(
            self._log.members,
            self._identity.device_id,
            audience,
            self._identity.audiences[AudienceClass.CASE_TEAM],
        )

    def _waiting(self, up_to: int) -> Mapping[bytes, _Waiting]:
        found: dict[bytes, _Waiting] = {}
        first = number_of(self._connection, PACKED_UP_TO) + 1
        gone = set(self._connection.scalars(select(left_behind.c.position)))
        gone |= set(self._connection.scalars(select(handed_in.c.position)))
        for start in range(first, up_to + 1, _PORTION):
            last = min(start + _PORTION - 1, up_to)
            own = _own(self._connection, self._identity, start, last)
            if not own:
                continue
            commits = whole_commits(self._connection, min(own), max(own))
            for position, audience in own.items():
                if position in gone:
                    continue
                waiting = found.setdefault(self._sealed_for(audience), _Waiting())
                commit = commits[position]
                (waiting.urgent if _is_urgent(commit) else waiting.others).append(commit)
        return found

    def _body(self, commits: Sequence[WholeCommit]) -> BatchBody:
        spoken_of = chunks_of(self._connection, self._attachments, commits)
        return BatchBody(commits=tuple(commits), chunks=tuple(spoken_of))

    def _write(
        self, audience: bytes, body: BatchBody, at: int, *, quiet: bool = False, up_to: int = 0
    ) -> BatchFile:
        key = self._key_for(audience)
        if key is None:
            raise Bug("an audience without a key")
        batch = write_batch(self._header(key_id(key)), body, key, self._identity.device_key)
        kept_batches.keep(
            self._connection,
            batch,
            kept_batches.OK,
            at,
            quiet=quiet,
            made=True,
            commits=len(body.commits),
            up_to=up_to,
        )
        return batch

    def _key_for(self, audience: bytes) -> bytes | None:
        named = self._log.members.key_to_seal_with(audience)
        query = select(audience_keys.c.key).where(
            audience_keys.c.id == (named.id if named else b"")
        )
        return self._connection.scalar(query)

    def _header(self, key: bytes) -> BatchHeader:
        laptop = laptop_id(self._identity.device_public_key)
        last = kept_batches.last_own(self._connection, laptop, self._run)
        return BatchHeader(
            space=self._identity.space,
            laptop=laptop,
            run=self._run,
            number=last.number + 1,
            previous=last.id,
            key=key,
        )


def note_news(connection: Connection) -> None:
    """Keep in mind that something came which its authors wait to hear about."""
    remember(connection, _NEWS, 1)


def waiting_count(connection: Connection, identity: StoreIdentity, up_to: int) -> int:
    """Return how many commits of this laptop no batch carries yet."""
    return len(_own(connection, identity, number_of(connection, PACKED_UP_TO) + 1, up_to))


def _own(
    connection: Connection, identity: StoreIdentity, first: int, last: int
) -> dict[int, bytes]:
    """Return by position the audience of each commit between two positions that was made here."""
    own = {identity.device_id, *identity.former_devices}
    rows = connection.exec_driver_sql(
        "SELECT position, header FROM journal_commit WHERE position BETWEEN ? AND ?", (first, last)
    )
    headers = ((position, Header.from_bytes(content)) for position, content in rows)
    return {position: header.audience for position, header in headers if header.device in own}


def _is_urgent(commit: WholeCommit) -> bool:
    """Return whether somebody's safety may hang on what a commit of this store says."""
    return any(
        merge_rules().get(each.kind, NO_RULES).is_about_safety(number)
        for each in commit.body
        for number in each.fields
    )


def _parts(commits: Sequence[WholeCommit], *, full: int = _FULL) -> Iterator[list[WholeCommit]]:
    part: list[WholeCommit] = []
    size = 0
    for commit in commits:
        if part and (size > full or len(part) == MAX_COMMITS):
            yield part
            part, size = [], 0
        part.append(commit)
        size += len(commit.signed.header) + sum(len(each.packed) for each in commit.body)
    if part:
        yield part


def number_of(connection: Connection, name: str) -> int:
    """Return a number that the store remembers, 0 where it has none of this *name*."""
    return connection.scalar(select(series.c.last).where(series.c.name == name)) or 0


def remember(connection: Connection, name: str, number: int) -> None:
    """Remember a number under a *name*."""
    row = {"name": name, "last": number}
    kept = insert(series).values(row)
    connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"last": number}))
