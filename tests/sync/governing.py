"""Roots and administrators act on what each of them has received; laptops hold parts of the log."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from caseworker.sync.acceptance import Acceptance, Reason, judge
from caseworker.sync.commits import Commit, Reliance
from caseworker.sync.membership import Members, members_of
from caseworker.sync.membership_entry import Entry, EntryId, EntryKind
from tests.sync.registrar import ROOTS, Registrar, fixed, public
from tests.sync.working import SELAM, commit, signed_by

NAMES = ("root", "second root", "alem", "binta", "chen")
WHO = st.sampled_from(NAMES)
ADMINISTRATORS = st.sampled_from(NAMES[2:])
WORKERS = st.sampled_from(["amina", "bilal"])
LAPTOPS = st.sampled_from(["gate", "stolen"])


class Registry:
    """How a log is read; the mutants differ here."""

    def members(self, entries: Iterable[Entry]) -> Members:
        return members_of(entries, ROOTS)


class Governing(RuleBasedStateMachine):
    """Property 12: acceptance depends only on the set of entries. Nothing revoked gets through."""

    registry: ClassVar[type[Registry]] = Registry

    def __init__(self) -> None:
        super().__init__()
        self.people = {name: Registrar(name) for name in NAMES}
        self.log: dict[EntryId, Entry] = {}
        self.held: dict[str, set[EntryId]] = {name: set() for name in NAMES}
        self.work: list[Commit] = []
        self.runs: dict[str, Commit] = {}

    @initialize()
    def begin(self) -> None:
        for name in NAMES[2:]:
            self.keep("root", self.people["root"].appoint(self.people[name]))

    def keep(self, author: str, entry: Entry) -> None:
        self.log[entry.id] = entry
        self.held[author].add(entry.id)

    def known_of(self, author: str, other: str) -> int:
        """How many entries of *other* have reached *author*, without a gap."""
        numbers = [each.id in self.held[author] for each in self.people[other].entries]
        return [*numbers, False].index(False)

    @rule(author=WHO, worker=WORKERS, laptop=LAPTOPS)
    def enrol(self, author: str, worker: str, laptop: str) -> None:
        before = [each for each in self.held[author] if self.log[each].subject == fixed(worker)]
        self.keep(author, self.people[author].person(worker, ["caseworker"], before))
        self.keep(author, self.people[author].device(laptop, [worker]))

    @rule(author=WHO, other=ADMINISTRATORS, honest=st.booleans())
    def revoke_an_administrator(self, author: str, other: str, honest: bool) -> None:
        keeps = self.known_of(author, other) if honest else 0
        self.keep(author, self.people[author].revoke(self.people[other], keeps))

    @rule(author=WHO, laptop=LAPTOPS)
    def revoke_a_laptop(self, author: str, laptop: str) -> None:
        last = self.runs.get(laptop)
        kept = [(last.run, last.number, last.id)] if last else []
        entry = self.people[author].end(EntryKind.REVOKE_DEVICE, laptop, kept)
        self.keep(author, entry)

    @rule(author=st.sampled_from(NAMES[:2]), which=st.integers(0, 99))
    def overrule(self, author: str, which: int) -> None:
        known = sorted(self.held[author])
        if known:
            self.keep(author, self.people[author].overrule(known[which % len(known)]))

    @rule(worker=WORKERS, laptop=LAPTOPS, relies=st.booleans())
    def do_some_work(self, worker: str, laptop: str, relies: bool) -> None:
        before = self.runs.get(laptop)
        deps: tuple[Reliance, ...] = ()
        if relies and self.work:
            deps = (Reliance(entity=SELAM, commits=frozenset({self.work[-1].id})),)
        number = before.number + 1 if before else 1
        done = commit(number, before, person=worker, device=laptop, run=laptop, deps=deps)
        self.work.append(done)
        self.runs[laptop] = done

    @rule(sender=WHO, receiver=WHO, luck=st.integers(0, 999))
    def exchange_in_part(self, sender: str, receiver: str, luck: int) -> None:
        chance = Random(luck)
        self.held[receiver] |= {key for key in sorted(self.held[sender]) if chance.random() < 0.7}

    @rule(who=WHO, luck=st.integers(0, 999))
    def order_and_number_do_not_matter(self, who: str, luck: int) -> None:
        self.check(self.held[who], Random(luck))

    def teardown(self) -> None:
        self.check(set(self.log), Random(0))

    def check(self, held: set[EntryId], chance: Random) -> None:
        first = sorted((self.log[key] for key in held), key=lambda entry: entry.id)
        again = first + [entry for entry in first if chance.random() < 0.5]
        chance.shuffle(again)
        members = self.registry().members(first)
        assert self.registry().members(again) == members
        accepted = judge(self.work, members, signed_by)
        shuffled = list(self.work)
        chance.shuffle(shuffled)
        assert judge(shuffled, members, signed_by) == accepted
        self.every_entry_has_one_verdict(held, members)
        self.no_word_against_a_word_that_counts(held, members)
        self.nothing_revoked_gets_through(held, members, accepted)

    def every_entry_has_one_verdict(self, held: set[EntryId], members: Members) -> None:
        told = members.verdicts
        parts = (told.counted, told.fallen, told.disputed, told.waiting, told.without_authority)
        assert sum(map(len, parts)) == len(held)
        assert frozenset().union(*parts) == held

    def no_word_against_a_word_that_counts(self, held: set[EntryId], members: Members) -> None:
        """What counts is not attacked by what counts, and a root's revocation always holds."""
        for key in held:
            entry = self.log[key]
            if entry.kind != EntryKind.REVOKE_ADMINISTRATOR:
                continue
            counts = key in members.verdicts.counted
            assert counts or entry.author not in ROOTS
            if counts:
                kept = entry.content[1][0][1] if entry.content[1] else 0
                assert entry.subject not in members.administrators
                for other in held - {key}:
                    beyond = self.log[other].number > kept
                    if self.log[other].author == entry.subject and beyond:
                        assert other not in members.verdicts.counted
            assert not (members.administrators & members.suspended)

    def nothing_revoked_gets_through(
        self, held: set[EntryId], members: Members, accepted: Acceptance
    ) -> None:
        assert accepted.accepted | accepted.quarantined.keys() == {each.id for each in self.work}
        keeps: dict[tuple[bytes, bytes], int] = {}
        for key in held & members.verdicts.counted:
            entry = self.log[key]
            if entry.kind == EntryKind.REVOKE_DEVICE:
                named = entry.subject, entry.author
                number = entry.content[1][0][1] if entry.content[1] else 0
                keeps[named] = max(number, keeps.get(named, 0))
        for (laptop, _), number in keeps.items():
            for done in self.work:
                if done.device == laptop and done.number > number:
                    reason = accepted.quarantined.get(done.id)
                    assert reason in (Reason.REVOKED, Reason.NOT_A_MEMBER)
        for done in self.work:
            if done.id in accepted.accepted:
                assert public(self.name_of(done.device)) in members.devices[done.device].keys
                assert not done.named & accepted.quarantined.keys()

    def name_of(self, device: bytes) -> str:
        return next(name for name in ("gate", "stolen") if fixed(name) == device)
