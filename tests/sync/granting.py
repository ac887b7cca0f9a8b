"""She says yes, takes it back, says yes again, on laptops that know of it or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import rule

from caseworker.sync.commits import CommitId, EntityRef
from caseworker.sync.merge import merge
from tests.sync.consents import ended
from tests.sync.exchanging import LAPTOPS, Exchanging
from tests.sync.laptop import (
    ABOUT,
    CONSENT,
    LAST,
    PROVIDER,
    PURPOSE,
    RECIPIENT,
    RULES,
    WITHDRAWAL,
)

SCOPES = st.tuples(
    st.sampled_from([b"selam", b"amina"]),
    st.sampled_from(["record", "refer"]),
    st.sampled_from([None, b"clinic"]),
    st.sampled_from(["Open Door", "open door "]),
)
Scope = tuple[bytes, str, bytes | None, str]


@dataclass(frozen=True)
class Word:
    """One consent or withdrawal, and the withdrawals that whoever wrote it down had before her."""

    scope: Scope
    everything: bool = False
    knew: frozenset[EntityRef] = frozenset()


def ends(withdrawal: Word, consent: Word) -> bool:
    """The truth, said again in the plainest way."""
    person, purpose, provider, recipient = withdrawal.scope
    given_person, given_purpose, given_provider, given_recipient = consent.scope
    if person != given_person:
        return False
    if withdrawal.everything:
        return True
    same = provider == given_provider
    if provider is None and given_provider is None:
        same = recipient.strip().lower() == given_recipient.strip().lower()
    return purpose == given_purpose and same


class Granting(Exchanging):
    """Property 6: a withdrawal ends exactly the grants that it must, and re-consent works.

    What has ended is told by the program's own rule, of what its merge makes of the commits.
    """

    def __init__(self) -> None:
        super().__init__()
        self.consents: dict[EntityRef, Word] = {}
        self.withdrawals: dict[EntityRef, Word] = {}
        self.made_by: dict[EntityRef, set[CommitId]] = {}

    def on(self, laptop: int, words: Iterable[EntityRef]) -> set[EntityRef]:
        return {ref for ref in words if self.made_by[ref] & self.held[laptop]}

    def fresh(self, kind: int) -> EntityRef:
        return EntityRef(kind, len(self.made_by).to_bytes(16))

    @rule(laptop=LAPTOPS, scope=SCOPES)
    def say_yes(self, laptop: int, scope: Scope) -> None:
        knew = frozenset(self.on(laptop, self.withdrawals))
        consent, one = self.fresh(CONSENT), self.laptops[laptop]
        values: dict[int, object] = {
            ABOUT: scope[0],
            PURPOSE: scope[1],
            PROVIDER: scope[2],
            RECIPIENT: scope[3],
            LAST: sorted(ref.id for ref in knew),
        }
        commit = one.make(self.tick(), consent, values)
        self.keep(consent, commit.id)
        self.wrote(laptop, commit)
        self.consents[consent] = Word(scope, knew=knew)

    @rule(laptop=LAPTOPS, scope=SCOPES, everything=st.booleans())
    def take_it_back(self, laptop: int, scope: Scope, everything: bool) -> None:
        withdrawal = self.fresh(WITHDRAWAL)
        commit = self.laptops[laptop].make(
            self.tick(),
            withdrawal,
            {
                ABOUT: scope[0],
                PURPOSE: scope[1],
                PROVIDER: scope[2],
                RECIPIENT: scope[3],
                LAST: everything,
            },
        )
        self.keep(withdrawal, commit.id)
        self.wrote(laptop, commit)
        self.withdrawals[withdrawal] = Word(scope, everything)

    def keep(self, ref: EntityRef, commit: CommitId) -> None:
        self.made_by[ref] = {commit}

    @rule(laptop=LAPTOPS)
    def exactly_these_have_ended(self, laptop: int) -> None:
        """On each laptop, at any time, of what has arrived there."""
        merged = merge(self.laptops[laptop].commits.values(), RULES)
        told = ended(merged, self.office())
        withdrawals = self.on(laptop, self.withdrawals)
        for consent in self.on(laptop, self.consents):
            expected = {
                ref
                for ref in withdrawals
                if ref not in self.consents[consent].knew
                and ends(self.withdrawals[ref], self.consents[consent])
            }
            assert told.get(consent, frozenset()) == expected

    def teardown(self) -> None:
        if self.written:
            self.exchange_everything()
            self.all_laptops_agree()
            self.exactly_these_have_ended(0)
