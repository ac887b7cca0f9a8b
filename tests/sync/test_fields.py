"""One field at a time: protective values, sets, waiting, append-only, unknown kinds, clocks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.sync.clock import BOUND, adopt, is_beyond, tick
from caseworker.sync.commits import EXISTS, Change, Clock, Commit, CommitId, EntityRef, Reliance
from caseworker.sync.erasure import without_erased
from caseworker.sync.merge import FieldState, Life, State, merge
from caseworker.sync.rules import KindRules, Protection
from tests.sync.exchanging import START, YEAR
from tests.sync.laptop import (
    AVOID,
    CASE,
    CONSENT,
    LANGUAGES,
    LAST,
    NAME,
    NEWER,
    PERSON,
    PURPOSE,
    RECIPIENT,
    RISK,
    RISKS,
    RULES,
    Laptop,
    cbor,
    plain,
)

SELAM = EntityRef(PERSON, b"selam")
HER_CASE = EntityRef(CASE, b"her case")
QUICK = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def two_laptops(entity: EntityRef, field: int, value: object) -> tuple[Laptop, Laptop]:
    """Two that have exchanged one record."""
    first, second = Laptop("first"), Laptop("second", skew=YEAR)
    first.make(START, entity, {field: value})
    second.receive(START, first.commits.values())
    return first, second


def state(commits: list[Commit], entity: EntityRef, field: int) -> FieldState:
    return merge(commits, RULES).entities[entity].fields[field]


def everything(*laptops: Laptop) -> list[Commit]:
    return [commit for laptop in laptops for commit in laptop.commits.values()]


def test_the_safer_risk_governs_though_the_newer_is_shown() -> None:
    first, second = two_laptops(HER_CASE, RISK, "not judged")
    first.write(START, {(HER_CASE, RISK): "high"})
    second.write(START, {(HER_CASE, RISK): "low"})
    risk = state(everything(first, second), HER_CASE, RISK)
    assert risk.state is State.CONFLICT
    assert plain(risk.shown) == "low"
    assert risk.governs == (cbor("high"),)


def test_a_person_settles_a_conflict_by_seeing_all_of_it() -> None:
    first, second = two_laptops(HER_CASE, RISK, "not judged")
    first.write(START, {(HER_CASE, RISK): "high"})
    second.write(START, {(HER_CASE, RISK): "low"})
    second.receive(START, first.commits.values())
    second.write(START, {(HER_CASE, RISK): "medium"})
    risk = state(everything(first, second), HER_CASE, RISK)
    assert (risk.state, risk.governs) == (State.SETTLED, (cbor("medium"),))


def test_values_without_order_all_apply() -> None:
    first, second = two_laptops(SELAM, AVOID, None)
    first.write(START, {(SELAM, AVOID): "the brother"})
    second.write(START, {(SELAM, AVOID): "the market"})
    avoid = state(everything(first, second), SELAM, AVOID)
    assert set(avoid.governs) == {cbor("the brother"), cbor("the market")}


@QUICK
@given(st.frozensets(st.sampled_from([*RISKS, cbor("new word"), cbor(None)]), min_size=1))
def test_no_value_less_safe_than_another_ever_governs(values: frozenset[bytes]) -> None:
    governs = Protection(RISKS).governing(values)
    assert set(governs) <= values
    ordered = [RISKS.index(each) for each in values if each in RISKS]
    assert [RISKS.index(each) for each in governs if each in RISKS] == sorted(ordered)[:1]
    assert (cbor("new word") in governs) == (cbor("new word") in values)
    assert (cbor(None) in governs) == (values == {cbor(None)})


def test_a_base_on_its_way_is_waited_for_and_is_no_conflict() -> None:
    first, second = two_laptops(SELAM, NAME, "Selam")
    between = second.write(START, {(SELAM, NAME): "Salam"})
    second.write(START, {(SELAM, NAME): "Selam T."})
    arrived = [each for each in everything(first, second) if each.id != between.id]
    name = state(arrived, SELAM, NAME)
    assert (name.state, name.waiting_for) == (State.WAITING, frozenset({between.id}))
    assert merge(arrived, RULES).missing == {between.id}
    assert state(everything(first, second), SELAM, NAME).state is State.SETTLED


def test_while_it_waits_the_safer_value_governs() -> None:
    first, second = two_laptops(HER_CASE, RISK, "high")
    between = second.write(START, {(HER_CASE, RISK): "medium"})
    second.write(START, {(HER_CASE, RISK): "low"})
    arrived = [each for each in everything(first, second) if each.id != between.id]
    assert state(arrived, HER_CASE, RISK).governs == (cbor("high"),)


LANGUAGE_SETS = st.frozensets(st.sampled_from(["am", "ar", "en", "fr"]))


@QUICK
@given(LANGUAGE_SETS, LANGUAGE_SETS, LANGUAGE_SETS)
def test_sets_keep_what_is_added_and_lose_what_is_taken_out(
    before: frozenset[str], one: frozenset[str], other: frozenset[str]
) -> None:
    first, second = two_laptops(SELAM, LANGUAGES, sorted(before))
    first.write(START, {(SELAM, LANGUAGES): sorted(one)})
    second.write(START, {(SELAM, LANGUAGES): sorted(other)})
    languages = state(everything(first, second), SELAM, LANGUAGES)
    assert languages.state is State.SETTLED
    assert plain(languages.shown) == sorted((one | other) - ((before - one) | (before - other)))


def test_who_adds_again_without_having_seen_it_go_keeps_it_in() -> None:
    first, second = two_laptops(SELAM, LANGUAGES, ["ar"])
    first.write(START, {(SELAM, LANGUAGES): []})
    second.write(START, {(SELAM, LANGUAGES): []})
    second.write(START, {(SELAM, LANGUAGES): ["ar"]})
    assert plain(state(everything(first, second), SELAM, LANGUAGES).shown) == ["ar"]


def test_what_is_append_only_is_not_changed() -> None:
    desk, consent = Laptop("desk"), EntityRef(CONSENT, b"yes")
    desk.make(START, consent, {NAME: "yes"})
    altered = desk.write(START, {(consent, NAME): "no"})
    entity = desk.merged().entities[consent]
    assert plain(entity.fields[NAME].shown) == "yes"
    assert entity.refused == {altered.id}


def test_what_is_said_once_is_what_its_maker_said() -> None:
    """Nobody changes it afterwards; of what a second maker pretends, what both say holds."""
    rules = {CONSENT: KindRules(once=frozenset({RECIPIENT, LAST}))}
    yes = EntityRef(CONSENT, b"yes")
    desk = Laptop("desk")
    desk.make(START, yes, {RECIPIENT: "clinic", LAST: [b"one", b"two"], PURPOSE: "refer"})
    later = desk.write(START, {(yes, RECIPIENT): "police", (yes, PURPOSE): "record"})
    merged = merge(everything(desk), rules).entities[yes]
    assert plain(merged.fields[RECIPIENT].shown) == "clinic"
    assert plain(merged.fields[PURPOSE].shown) == "record"
    assert merged.refused == {later.id}
    blind = dict.fromkeys([(yes, EXISTS), (yes, LAST)], frozenset[CommitId]())
    desk.write(START, {(yes, EXISTS): True, (yes, LAST): [b"one", b"three"]}, seen=blind)
    both = merge(everything(desk), rules).entities[yes].fields[LAST]
    assert [plain(each) for each in both.governs] == [[b"one"]]


def test_a_newer_kind_passes_through_an_older_version() -> None:
    newer, older = Laptop("newer"), Laptop("older", rules={})
    thing = EntityRef(NEWER, b"thing")
    newer.make(START, thing, {500: {"not": ["known", 1.5]}})
    older.receive(START, newer.commits.values())
    assert older.commits == newer.commits
    assert plain(older.merged().entities[thing].fields[500].shown) == {"not": ["known", 1.5]}


def test_a_quarantined_change_gives_way_and_who_saw_it_is_not_put_in_conflict() -> None:
    first, second = two_laptops(SELAM, NAME, "Selam")
    stolen = first.write(START, {(SELAM, NAME): "nobody"})
    alone = merge(everything(first), RULES, frozenset({stolen.id})).entities[SELAM].fields[NAME]
    assert (plain(alone.shown), alone.state) == ("Selam", State.SETTLED)
    second.receive(START, first.commits.values())
    second.write(START, {(SELAM, NAME): "Selam T."})
    merged = merge(everything(first, second), RULES, frozenset({stolen.id}))
    mended = merged.entities[SELAM].fields[NAME]
    assert (plain(mended.shown), mended.state) == ("Selam T.", State.SETTLED)


def test_an_erasure_waits_hidden_for_what_it_relied_on() -> None:
    desk = Laptop("desk")
    made = desk.make(START, SELAM, {NAME: "Selam"})
    approval = desk.make(START, EntityRef(8, b"approval"), {})
    relied = Reliance(entity=EntityRef(8, b"approval"), commits=frozenset({approval.id}))
    erasure = desk.write(START, {(SELAM, EXISTS): False}, deps=(relied,))
    waiting = merge([made, erasure], RULES)
    assert waiting.entities[SELAM].life is Life.ERASURE_WAITS
    assert not waiting.entities[SELAM].fields
    assert without_erased([made], waiting) == {made.id: made}
    complete = merge([made, erasure, approval], RULES)
    assert cbor("Selam") not in [
        change.value for change in without_erased([made], complete)[made.id].changes
    ]


def test_making_an_erased_person_again_does_not_bring_her_back() -> None:
    desk = Laptop("desk")
    desk.make(START, SELAM, {NAME: "Selam"})
    desk.erase(START, SELAM)
    again = Laptop("restored").make(START, SELAM, {NAME: "Selam"})
    entity = merge([*everything(desk), again], RULES).entities[SELAM]
    assert (entity.life, entity.edited_unseen) == (Life.ERASED, frozenset({again.id}))


def test_hashes_alone_hide_no_living_record() -> None:
    desk = Laptop("desk")
    made = desk.make(START, SELAM, {NAME: "Selam"})
    emptied = replace(made, changes=(Change.erased(SELAM),))
    alone = merge([emptied], RULES).entities[SELAM]
    assert (alone.life, alone.fields) == (Life.STUB, {})
    assert merge([emptied, made], RULES) == merge([made], RULES) == merge([made, emptied], RULES)


def test_a_fork_is_told_and_both_sides_are_kept() -> None:
    desk = Laptop("desk")
    image = desk.image()
    made = desk.make(START, SELAM, {NAME: "Selam"})
    other = image.make(START, SELAM, {NAME: "Salam"})
    merged = merge([made, other], RULES)
    (fork,) = merged.forks
    assert fork.commits == {made.id, other.id}
    assert len(merged.entities[SELAM].fields[NAME].heads) == 2


@pytest.mark.parametrize(("ahead", "adopted"), [(BOUND, True), (BOUND + 1, False)])
def test_a_clock_from_the_future_is_kept_but_not_adopted(ahead: int, adopted: bool) -> None:
    received = Clock(START + ahead, 3)
    assert adopt(Clock(START, 0), received, START) == (received if adopted else Clock(START, 0))
    assert is_beyond(received, START) is not adopted


def test_a_clock_set_back_never_goes_back() -> None:
    assert tick(Clock(START, 4), START - YEAR) == Clock(START, 5)


def test_a_base_that_changed_another_field_replaces_nothing() -> None:
    first, second = two_laptops(SELAM, NAME, "Selam")
    elsewhere = first.write(START, {(SELAM, AVOID): "the market"})
    second.write(START, {(SELAM, NAME): "x"}, seen={(SELAM, NAME): frozenset({elsewhere.id})})
    heads = state(everything(first, second), SELAM, NAME).heads
    assert {plain(head.value) for head in heads} == {"Selam", "x"}
