"""Who may come in, rule by rule and attack by attack (docs/formats/hub-api.md)."""

from __future__ import annotations

import random

from caseworker.hub.admission import Admission, Signed
from tests.hub.centre import Centre, Signer, public

ENTRY, PASS = "entry", "pass"
Word = tuple[str, Signed]


class Gatehouse:
    """An admission with a root and three administrators, who let in a laptop each."""

    def __init__(self) -> None:
        centre = Centre()
        self.admission = Admission(centre.space, centre.roots)
        self.root = centre.root
        self.alem, self.bea, self.chi = (
            Signer(name, centre.space) for name in ("alem", "bea", "chi")
        )
        self.brought: list[Word] = []
        for each in (self.alem, self.bea, self.chi):
            assert self.entry(self.root.names(each.name)) == "ok"

    def entry(self, signed: Signed) -> str:
        self.brought.append((ENTRY, signed))
        return self.admission.take_entry(signed)

    def brings(self, signed: Signed) -> str:
        self.brought.append((PASS, signed))
        return self.admission.take_pass(signed)

    def lets_in(self, laptop: str) -> bool:
        return public(laptop) in self.admission.admitted()


def test_an_administrator_lets_a_laptop_in_and_out() -> None:
    gate = Gatehouse()
    first = gate.alem.passes("laptop")
    assert gate.brings(first) == "ok"
    assert gate.lets_in("laptop")
    assert gate.brings(gate.bea.passes("laptop", 2, lets_in=False)) == "ok"
    assert not gate.lets_in("laptop")
    # The old pass again changes nothing.
    assert gate.brings(first) == "ok"
    assert not gate.lets_in("laptop")
    assert gate.brings(gate.bea.passes("laptop", 3)) == "ok"
    assert gate.lets_in("laptop")


def test_of_equal_numbers_the_withdrawal_holds() -> None:
    gate = Gatehouse()
    gate.brings(gate.alem.passes("laptop", 4))
    gate.brings(gate.bea.passes("laptop", 4, lets_in=False))
    assert not gate.lets_in("laptop")


def test_a_root_lets_laptops_in_by_itself() -> None:
    gate = Gatehouse()
    assert gate.brings(gate.root.passes("laptop")) == "ok"
    assert gate.lets_in("laptop")


def test_strangers_name_nobody() -> None:
    gate = Gatehouse()
    stranger = Signer("stranger", gate.root.space)
    assert gate.entry(stranger.names("stranger")) == "without-authority"
    assert gate.entry(gate.alem.names("stranger")) == "without-authority"
    assert gate.entry(stranger.revokes("alem")) == "without-authority"
    assert gate.brings(stranger.passes("laptop")) == "without-authority"
    assert not gate.lets_in("laptop")


def test_people_laptops_and_audiences_are_no_business_of_a_hub() -> None:
    gate = Gatehouse()
    person = gate.alem.entry(2, bytes(16), {1: bytes(32), 2: b"", 3: ["caseworker"]})
    assert gate.entry(person) == "not-for-hubs"


def test_a_revoked_administrator_keeps_what_lies_before_and_adds_nothing() -> None:
    gate = Gatehouse()
    gate.bea.entry(9, b"", {1: []})
    kept = gate.bea.place
    assert gate.brings(gate.bea.passes("before")) == "ok"
    gate.bea.entry(9, b"", {1: []})
    assert gate.brings(gate.bea.passes("after")) == "ok"
    forked = (kept[0], bytes(32))
    assert gate.brings(gate.bea.passes("forked", after=forked)) == "ok"
    assert gate.entry(gate.alem.revokes("bea", kept)) == "ok"
    assert [gate.lets_in(each) for each in ("before", "after", "forked")] == [True, False, False]
    assert gate.brings(gate.bea.passes("late", after=(0, b""))) == "without-authority"
    assert gate.brings(gate.bea.passes("before", 2, lets_in=False)) == "without-authority"


def test_a_revocation_that_keeps_nothing_ends_all() -> None:
    gate = Gatehouse()
    gate.brings(gate.bea.passes("laptop"))
    gate.entry(gate.root.revokes("bea"))
    assert not gate.lets_in("laptop")
    # Somebody else lets it in again.
    gate.brings(gate.alem.passes("laptop"))
    assert gate.lets_in("laptop")


def test_two_who_revoke_each_other_change_nothing_until_a_root_decides() -> None:
    gate = Gatehouse()
    gate.brings(gate.alem.passes("hers"))
    gate.brings(gate.bea.passes("his"))
    by_bea = gate.bea.revokes("alem")
    assert gate.entry(by_bea) == "ok"
    assert not gate.lets_in("hers")
    assert gate.entry(gate.alem.revokes("bea")) == "ok"
    assert gate.lets_in("hers")
    assert gate.lets_in("his")
    for each in (gate.alem, gate.bea):
        assert gate.brings(each.passes("new")) == "without-authority"
    assert gate.brings(gate.chi.passes("new")) == "ok"
    assert gate.entry(gate.root.revokes("bea")) == "ok"
    overruled = gate.admission.entries
    named = sorted(each.id for each in overruled.values() if each.author == gate.bea.public)
    assert gate.entry(gate.root.entry(8, b"", {1: named})) == "ok"
    assert gate.lets_in("hers")
    assert not gate.lets_in("his")
    assert gate.brings(gate.alem.passes("newer")) == "ok"


def test_what_was_taken_in_means_the_same_in_every_order() -> None:
    gate = Gatehouse()
    for signer, laptop in ((gate.alem, "a"), (gate.bea, "b"), (gate.chi, "c")):
        gate.brings(signer.passes(laptop))
    gate.entry(gate.bea.revokes("alem"))
    gate.entry(gate.alem.revokes("bea", gate.bea.place))
    gate.entry(gate.root.revokes("chi", (7, bytes(32))))
    admitted = gate.admission.admitted()
    for seed in range(20):
        shuffled = random.Random(seed).sample(gate.brought, len(gate.brought))
        again = Admission(gate.admission.space, gate.admission.roots)
        again.restore(
            [signed for kind, signed in shuffled if kind == ENTRY],
            [signed for kind, signed in shuffled if kind == PASS],
        )
        assert again.admitted() == admitted
