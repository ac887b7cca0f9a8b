"""Membership and acceptance: who counts, disputes, late revocations, quarantine and release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis.stateful import run_state_machine_as_test

from caseworker.sync.acceptance import Acceptance, Reason, judge
from caseworker.sync.commits import Change, Commit, Reliance
from caseworker.sync.membership import Members, members_of
from caseworker.sync.membership_entry import Entry, EntryKind, space_of
from caseworker.sync.merge import Life, merge
from tests.sync.exchanging import STEADY, TO_BE_CAUGHT
from tests.sync.governing import Governing, Registry
from tests.sync.laptop import AVOID, RULES, cbor
from tests.sync.registrar import ROOTS, SPACE, Registrar, fixed, public
from tests.sync.working import SELAM, commit, signed_by


class Centre:
    """A root, two administrators, and a log."""

    def __init__(self) -> None:
        self.root, self.other_root = Registrar("root"), Registrar("second root")
        self.alem, self.binta = Registrar("alem"), Registrar("binta")
        self.root.appoint(self.alem)
        self.root.appoint(self.binta)

    def log(self) -> list[Entry]:
        who = (self.root, self.other_root, self.alem, self.binta)
        return [entry for each in who for entry in each.entries]

    def members(self) -> Members:
        return members_of(self.log(), ROOTS)


def accept(members: Members, *commits: Commit) -> Acceptance:
    return judge(commits, members, signed_by)


def kept(*ends: Commit) -> list[tuple[bytes, int, bytes]]:
    return [(each.run, each.number, each.id) for each in ends]


@pytest.fixture
def centre() -> Centre:
    return Centre()


@pytest.fixture
def at_work(centre: Centre) -> Centre:
    centre.alem.person("amina", ["caseworker"])
    centre.alem.device("gate", ["amina"])
    return centre


def test_roots_appoint_and_administrators_enrol(at_work: Centre) -> None:
    members = at_work.members()
    assert members.administrators == {public("alem"), public("binta")}
    assert members.people[fixed("amina")].roles == {"caseworker"}
    assert members.devices[fixed("gate")].slots == {fixed("amina")}


def test_nobody_gives_herself_authority(centre: Centre) -> None:
    stranger = Registrar("stranger")
    forged = [stranger.appoint(stranger), stranger.person("stranger", ["supervisor"])]
    promoted = centre.alem.appoint(stranger)
    against_root = centre.alem.revoke(centre.root)
    members = members_of([*centre.log(), *forged], ROOTS)
    assert stranger.key not in members.administrators
    assert fixed("stranger") not in members.people
    refused = {each.id for each in (*forged, promoted, against_root)}
    assert members.verdicts.without_authority == refused


def test_a_space_knows_its_roots_by_its_own_id() -> None:
    others = frozenset({public("false root")})
    assert space_of(others) != SPACE
    entry = Registrar("false root", space=SPACE).appoint(Registrar("false administrator"))
    assert members_of([entry], ROOTS).verdicts.without_authority == {entry.id}


def test_two_who_revoke_each_other_are_both_suspended_until_a_root_decides(centre: Centre) -> None:
    centre.alem.person("amina")
    centre.binta.person("bilal")
    one, other = centre.alem.revoke(centre.binta, keeps=1), centre.binta.revoke(centre.alem, 1)
    centre.alem.person("friend of alem")
    members = centre.members()
    assert members.suspended == {public("alem"), public("binta")}
    assert not members.administrators
    assert set(members.people) == {fixed("amina"), fixed("bilal")}
    centre.other_root.overrule(one.id)
    decided = centre.members()
    assert decided.administrators == {public("binta")}
    assert decided.verdicts.fallen >= {one.id}
    assert other.id in decided.verdicts.counted
    assert fixed("friend of alem") not in decided.people


def test_a_root_may_reinstate_both(centre: Centre) -> None:
    one, other = centre.alem.revoke(centre.binta), centre.binta.revoke(centre.alem, 0)
    centre.root.overrule(one.id, other.id)
    assert centre.members().administrators == {public("alem"), public("binta")}


def test_who_was_revoked_first_cannot_strike_back_if_she_admits_it(centre: Centre) -> None:
    centre.binta.revoke(centre.alem, keeps=0)
    centre.alem.revoke(centre.binta, keeps=1)
    assert centre.members().administrators == {public("binta")}


def test_an_administrator_may_end_her_own_authority(centre: Centre) -> None:
    centre.alem.person("amina")
    centre.alem.revoke(centre.alem, keeps=1)
    centre.alem.person("afterwards")
    members = centre.members()
    assert members.administrators == {public("binta")}
    assert set(members.people) == {fixed("amina")}


def test_a_lost_administrator_key_is_recovered_from_the_root(centre: Centre) -> None:
    centre.alem.person("amina")
    again = Registrar("alem with a new key")
    centre.root.revoke(centre.alem, keeps=1)
    centre.root.appoint(again)
    thief = centre.alem.person("thief", ["supervisor"])
    entry = again.person("bilal")
    members = members_of([*centre.log(), entry], ROOTS)
    assert set(members.people) == {fixed("amina"), fixed("bilal")}
    assert members.administrators == {again.key, public("binta")}
    assert thief.id in members.verdicts.fallen


def test_what_a_revoked_administrator_enrolled_goes_with_her(at_work: Centre) -> None:
    work = commit(1)
    assert accept(at_work.members(), work).accepted == {work.id}
    at_work.root.revoke(at_work.alem, keeps=0)
    assert accept(at_work.members(), work).quarantined == {work.id: Reason.NOT_A_MEMBER}


def test_a_later_entry_without_the_earlier_one_waits(centre: Centre) -> None:
    hidden = centre.alem.person("amina")
    later = centre.alem.person("bilal")
    log = [entry for entry in centre.log() if entry.id != hidden.id]
    members = members_of(log, ROOTS)
    assert not members.people
    assert members.verdicts.waiting == {later.id}


def test_a_revocation_that_waits_suspends_at_once(at_work: Centre) -> None:
    hidden = at_work.binta.person("bilal")
    at_work.binta.end(EntryKind.REVOKE_DEVICE, "gate", [])
    work = commit(1)
    log = [entry for entry in at_work.log() if entry.id != hidden.id]
    assert accept(members_of(log, ROOTS), work).quarantined == {work.id: Reason.SUSPENDED}
    assert accept(at_work.members(), work).quarantined == {work.id: Reason.REVOKED}


def test_a_fork_of_an_administrator_is_told(centre: Centre) -> None:
    image = Registrar("alem")
    one, other = centre.alem.person("amina"), image.person("bilal")
    members = members_of([*centre.log(), other], ROOTS)
    assert members.verdicts.forks == {(public("alem"), 1)}
    centre.root.sign(EntryKind.REVOKE_ADMINISTRATOR, public("alem"), {1: [[b"", 1, one.id]]})
    assert set(members_of([*centre.log(), other], ROOTS).people) == {fixed("amina")}


def test_a_late_revocation_retracts_what_it_must_and_no_more(at_work: Centre) -> None:
    first, other_run = commit(1), commit(1, run="other run")
    second = commit(2, first)
    third, forged = commit(3, second), commit(2, first, field=AVOID)
    everything = (first, second, third, forged, other_run)
    assert accept(at_work.members(), *everything).accepted == {each.id for each in everything}
    at_work.binta.end(EntryKind.REVOKE_DEVICE, "gate", kept(second))
    after = accept(at_work.members(), *everything)
    assert after.accepted == {first.id, second.id}
    assert set(after.quarantined.values()) == {Reason.REVOKED}


def test_an_author_may_spread_what_she_keeps_and_two_authors_must_agree(at_work: Centre) -> None:
    first, other = commit(1), commit(1, run="other run")
    at_work.binta.end(EntryKind.REVOKE_DEVICE, "gate", kept(first))
    at_work.binta.end(EntryKind.REVOKE_DEVICE, "gate", kept(other))
    assert accept(at_work.members(), first, other).accepted == {first.id, other.id}
    at_work.alem.end(EntryKind.REVOKE_DEVICE, "gate", kept(first))
    assert accept(at_work.members(), first, other).accepted == {first.id}


def test_what_was_built_on_it_goes_too_and_nothing_is_binned(at_work: Centre) -> None:
    at_work.alem.person("bilal")
    at_work.alem.device("stolen", ["bilal"])
    consent = commit(1, device="stolen", person="bilal")
    relied = (Reliance(entity=SELAM, commits=frozenset({consent.id})),)
    referral = commit(1, deps=relied)
    told = (Reliance(entity=SELAM, commits=frozenset({referral.id})),)
    disclosure = commit(2, referral, deps=told)
    at_work.binta.end(EntryKind.REVOKE_DEVICE, "stolen", [])
    after = accept(at_work.members(), consent, referral, disclosure)
    assert not after.accepted
    assert after.quarantined[disclosure.id] is Reason.RELIES_ON_QUARANTINED
    at_work.binta.release(consent.id)
    assert len(accept(at_work.members(), consent, referral, disclosure).accepted) == 3


def test_an_erasure_does_not_fall_with_a_change_it_knew_of(at_work: Centre) -> None:
    at_work.alem.person("bilal")
    at_work.alem.device("stolen", ["bilal"])
    made, edited = commit(1), commit(1, device="stolen", person="bilal")
    knew = (Reliance(entity=SELAM, commits=frozenset({made.id, edited.id})),)
    gone = Change(entity=SELAM, field=0, value=cbor(False), bases=frozenset({made.id}))
    plain = commit(2, made, deps=knew)
    erasure = Commit(**{**vars(plain), "changes": (gone,)})
    at_work.binta.end(EntryKind.REVOKE_DEVICE, "stolen", [])
    after = accept(at_work.members(), made, edited, erasure)
    assert after.accepted == {made.id, erasure.id}
    merged = merge([made, edited, erasure], RULES, frozenset(after.quarantined))
    assert merged.entities[SELAM].life is Life.ERASED


def test_a_link_that_has_not_arrived_keeps_nothing_yet(at_work: Centre) -> None:
    first = commit(1)
    second = commit(2, first)
    third = commit(3, second)
    at_work.binta.end(EntryKind.REVOKE_DEVICE, "gate", kept(third))
    assert accept(at_work.members(), first, third).accepted == {third.id}
    assert len(accept(at_work.members(), first, second, third).accepted) == 3


def test_a_worker_who_leaves_and_one_who_gets_a_new_key(at_work: Centre) -> None:
    first = commit(1)
    entry = at_work.alem.entries[0]
    at_work.binta.end(EntryKind.REVOKE_PERSON, "amina", kept(first))
    assert not at_work.members().people[fixed("amina")].current
    assert accept(at_work.members(), first, commit(2, first)).accepted == {first.id}
    at_work.binta.person("amina", ["caseworker"], [entry.id], key="amina's new key")
    assert at_work.members().people[fixed("amina")].current == {public("amina's new key")}


def test_where_administrators_disagree_the_narrower_right_holds(centre: Centre) -> None:
    before = centre.alem.person("amina", ["caseworker"])
    centre.alem.person("amina", ["caseworker", "supervisor"], [before.id])
    last = centre.binta.person("amina", ["caseworker", "reception"], [before.id])
    assert centre.members().people[fixed("amina")].roles == {"caseworker"}
    first = centre.alem.audience("team", ["amina", "bilal"])
    centre.alem.audience("team", ["amina", "bilal", "chen"], replaces=[first.id])
    centre.binta.audience("team", ["amina", "chen"], ["chen"], [first.id])
    laptop = centre.alem.device("gate", ["amina"])
    centre.alem.device("gate", ["amina", "bilal"], [laptop.id])
    centre.binta.device("gate", ["amina", "chen"], [laptop.id])
    who = {fixed(name) for name in ("amina", "bilal", "chen")}
    assert centre.members().devices[fixed("gate")].slots == who, "whoever may unlock it"
    team = centre.members().audiences[fixed("team")]
    assert team.members == {fixed("amina")}
    assert fixed("chen") in team.excluded
    settled = [entry.id for entry in centre.alem.entries[1:2]] + [last.id]
    centre.binta.person("amina", ["supervisor"], settled)
    assert centre.members().people[fixed("amina")].roles == {"supervisor"}


def test_only_members_write_for_an_audience(at_work: Centre) -> None:
    at_work.alem.audience("team", ["bilal"])
    work = commit(1)
    assert accept(at_work.members(), work).quarantined == {work.id: Reason.NOT_IN_AUDIENCE}


def test_a_signature_of_somebody_else_does_not_count(at_work: Centre) -> None:
    refused = judge([work := commit(1)], at_work.members(), lambda *_: False)
    assert refused.quarantined == {work.id: Reason.NOT_SIGNED}


def test_unknown_kinds_of_entries_keep_their_place_in_the_chain(centre: Centre) -> None:
    newer = centre.alem.sign(4711, b"anything", {1: "of a newer version"})
    centre.alem.person("amina")
    members = centre.members()
    assert newer.id in members.verdicts.counted
    assert set(members.people) == {fixed("amina")}


def test_the_order_of_arrival_changes_nothing(centre: Centre) -> None:
    centre.alem.person("amina")
    centre.binta.revoke(centre.alem, keeps=0)
    centre.alem.revoke(centre.binta, keeps=0)
    said = centre.members()
    for order in permutations(centre.log()):
        assert members_of([*order, *order[:2]], ROOTS) == said


def test_acceptance_depends_only_on_the_set() -> None:
    run_state_machine_as_test(Governing, settings=STEADY)


class FirstComeFirstServed(Registry):
    """Lets whoever arrives first revoke the other."""

    def members(self, entries: Iterable[Entry]) -> Members:
        heard: list[Entry] = []
        gone: set[bytes] = set()
        for entry in entries:
            if entry.author not in gone:
                heard.append(entry)
                if entry.kind == EntryKind.REVOKE_ADMINISTRATOR:
                    gone.add(entry.subject)
        return members_of(heard, ROOTS)


class Forgiving(Registry):
    """Does not hear revocations of laptops."""

    def members(self, entries: Iterable[Entry]) -> Members:
        return replace(members_of(entries, ROOTS), ended={})


@pytest.mark.parametrize("registry", [FirstComeFirstServed, Forgiving])
def test_mutants_are_caught(registry: type[Registry]) -> None:
    machine = type(registry.__name__, (Governing,), {"registry": registry})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=TO_BE_CAUGHT)
