"""The test vectors of membership and batches, read by the independent readers and the product."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.sync.acceptance import Reason, judge
from caseworker.sync.authority import judge_entries
from caseworker.sync.batch import Reader
from caseworker.sync.batch_file import Refused, laptop_id, read_file
from caseworker.sync.batch_seal import key_id
from caseworker.sync.circles import circle_of, handing_in_of, health_part_of, holds
from caseworker.sync.commit_columns import from_columns, to_columns
from caseworker.sync.commit_format import is_signed_by
from caseworker.sync.commits import CommitId
from caseworker.sync.letter import SealingKey
from caseworker.sync.membership import members_of
from caseworker.sync.membership_entry import Entry, EntryId, Unreadable, entry_id, read_entry
from caseworker.sync.membership_entry import space_of as product_space_of
from caseworker.sync.whole_commit import BadCommit, read_whole
from db.store.exchange.judging import _light
from db.store.merge_rules import agreement, proven_acts
from tests.sync import (
    independent_acts,
    independent_agreement,
    independent_batch,
    independent_circles,
    independent_columns,
    independent_letter,
    independent_membership,
    independent_revoked,
)
from tests.sync.registrar import fits

FOLDER = Path(__file__).parent / "vectors"


def vectors(kind: str) -> list[Path]:
    found = sorted(FOLDER.glob(f"{kind}_*.txt"))
    assert found
    return found


def read(path: Path) -> tuple[str, dict[str, list[bytes]]]:
    first, *rest = path.read_text("ascii").splitlines()
    values: dict[str, list[bytes]] = {}
    for line in rest:
        name, value = line.split(": ")
        values.setdefault(name, []).append(bytes.fromhex(value))
    return first.removeprefix("expect: "), values


@pytest.mark.parametrize("path", vectors("entry"), ids=lambda path: path.stem)
def test_entries(path: Path) -> None:
    expected, values = read(path)
    (space,), (entry,), (signature,) = values["space"], values["entry"], values["signature"]
    assert independent_membership.read(entry, signature, space) == expected
    assert independent_membership.entry_id(entry) == entry_id(entry)
    try:
        read_entry(entry, signature, fits, space)
        said = "ok"
    except Unreadable as unreadable:
        said = unreadable.result
    assert said == expected


@pytest.mark.parametrize("path", vectors("agreement"), ids=lambda path: path.stem)
def test_agreements(path: Path) -> None:
    expected, values = read(path)
    (erasing,), here = values["commit"], values.get("here", [])
    roots, entries = values["root"], values["entry"]
    log = independent_agreement.Log(entries, roots)
    assert independent_agreement.read(erasing, here, log) == expected
    commit, *others = [_light(read_whole(each)) for each in (erasing, *here)]
    stands = agreement().stands_behind(
        commit,
        {each.id: each for each in others},
        members_of(map(taken, entries), frozenset(roots)).past.roles,
    )
    assert ("counts" if stands else "held back") == expected
    assert independent_agreement.commit_id(erasing) == commit.id


@pytest.mark.parametrize("path", vectors("act"), ids=lambda path: path.stem)
def test_acts_that_are_proven(path: Path) -> None:
    expected, values = read(path)
    (act,), here = values["commit"], values.get("here", [])
    roots, entries = values["root"], values["entry"]
    log = independent_agreement.Log(entries, roots)
    assert independent_acts.read(act, here, log) == expected
    commit, *others = [_light(read_whole(each)) for each in (act, *here)]
    stands = proven_acts().stand(
        commit,
        {each.id: each for each in others},
        members_of(map(taken, entries), frozenset(roots)).past.roles,
    )
    assert ("counts" if stands else "held back") == expected


@pytest.mark.parametrize("path", vectors("log"), ids=lambda path: path.stem)
def test_logs(path: Path) -> None:
    expected, values = read(path)
    roots, entries = values["root"], values["entry"]
    assert independent_membership.verdicts(entries, roots) == expected.split()
    assert independent_membership.verdicts(entries[::-1], roots) == expected.split()[::-1]
    assert independent_membership.space_of(roots) == product_space_of(frozenset(roots))
    verdicts = judge_entries({entry_id(each): taken(each) for each in entries}, frozenset(roots))
    for entry, told in zip(entries, expected.split(), strict=True):
        assert entry_id(entry) in getattr(verdicts, told.replace("-", "_"))


def taken(signed: bytes) -> Entry:
    fields = cbor2.loads(signed)
    return Entry(
        id=entry_id(signed),
        space=fields[2],
        author=fields[3],
        number=fields[4],
        previous=EntryId(fields[5]) if fields[5] else None,
        kind=fields[6],
        subject=fields[7],
        replaces=frozenset(map(EntryId, fields[8])),
        content=fields[9],
    )


@pytest.mark.parametrize("path", vectors("circle"), ids=lambda path: path.stem)
def test_circles(path: Path) -> None:
    expected, values = read(path)
    (device,), (audience,) = values["device"], values["audience"]
    assert independent_circles.holds(values["entry"], device, audience) == expected
    # Whoever signed them is a root here: that they count is not the question.
    entries = [taken(each) for each in values["entry"]]
    members = members_of(entries, frozenset({entries[0].author}))
    assert holds(members, device, audience) == (expected == "yes")


def test_circles_have_the_ids_that_the_format_gives_them() -> None:
    some = bytes(range(16))
    assert circle_of(some) == independent_circles.circle_of(some)
    part = independent_circles.health_part_of(some)
    assert health_part_of(circle_of(some)) == part
    assert handing_in_of(some) == independent_circles.handing_in_of(some)


@pytest.mark.parametrize("path", vectors("batch"), ids=lambda path: path.stem)
def test_batches(path: Path) -> None:
    expected, values = read(path)
    (space,), (batch,) = values["space"], values["batch"]
    said = independent_batch.read(batch, space, values["laptop"], values["key"])
    assert said == expected
    reader = Reader(
        space=space,
        laptops={laptop_id(each): each for each in values["laptop"]},
        keys={key_id(each): each for each in values["key"]},
    )
    assert result_of(reader, batch) == expected


@pytest.mark.parametrize("path", vectors("revoked"), ids=lambda path: path.stem)
def test_batches_of_laptops_that_were_ended(path: Path) -> None:
    """The file is good; on which side of the cut each commit lies is asked of the log."""
    expected, values = read(path)
    (space,), (batch,), (key,) = values["space"], values["batch"], values["key"]
    roots, entries = values["root"], values["entry"]
    assert independent_revoked.read(batch, space, roots, entries, key) == expected
    members = members_of(map(taken, entries), frozenset(roots))
    known = [each for member in members.devices.values() for each in member.keys]
    reader = Reader(
        space=space, laptops={laptop_id(each): each for each in known}, keys={key_id(key): key}
    )
    wholes = reader.open(read_file(batch)).commits
    signed = {CommitId(each.signed.id): each.signed for each in wholes}
    told = judge(
        map(_light, wholes),
        members,
        lambda commit, device, person: is_signed_by(signed[commit.id], device, person),
    )
    words = [told.quarantined.get(each) for each in signed]
    assert " ".join(["ok", *(WORTH[each] for each in words)]) == expected


WORTH = {
    None: "counts",
    Reason.REVOKED: "revoked",
    Reason.SUSPENDED: "suspended",
    Reason.RELIES_ON_QUARANTINED: "relies",
}


@pytest.mark.parametrize("path", vectors("letter"), ids=lambda path: path.stem)
def test_letters(path: Path) -> None:
    expected, values = read(path)
    (space,), (batch,) = values["space"], values["batch"]
    (seed,), (curve,) = values["seed"], values["curve"]
    assert independent_letter.read(batch, space, values["laptop"], seed, curve) == expected
    reader = Reader(
        space=space,
        laptops={laptop_id(each): each for each in values["laptop"]},
        keys={},
        sealing_key=SealingKey(seed, curve),
    )
    assert result_of(reader, batch) == expected


@pytest.mark.parametrize("path", vectors("columns"), ids=lambda path: path.stem)
def test_commits_in_a_batch(path: Path) -> None:
    expected, values = read(path)
    (columns,) = values["columns"]
    try:
        told = independent_columns.read(columns)
    except independent_columns.Refused:
        assert expected == "bad-body"
        with pytest.raises(BadCommit):
            from_columns(columns)
        return
    assert expected == "ok"
    commits, _ = from_columns(columns)
    assert [each.to_bytes() for each in commits] == values.get("commit", []) == told


def test_commits_of_a_batch_are_told_as_briefly_as_they_can_be() -> None:
    _, values = read(FOLDER / "columns_of_six.txt")
    commits = [read_whole(each) for each in values["commit"]]
    columns = to_columns(commits)
    assert from_columns(columns) == (commits, "")
    first, second, third, *_ = cbor2.loads(columns)[0]
    assert (len(first), list(second), list(third)) == (11 - 1, [8], [5, 6, 7, 8])


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_columns_of_strangers_are_refused_in_words(place: int, other: bytes) -> None:
    _, values = read(FOLDER / "columns_of_six.txt")
    (columns,) = values["columns"]
    at = place % len(columns)
    with suppress(BadCommit):
        from_columns(columns[:at] + other + columns[at + len(other) :])


def result_of(reader: Reader, batch: bytes) -> str:
    try:
        reader.open(read_file(batch))
    except Refused as refused:
        return refused.result
    return "ok"


ANY_BYTES = st.one_of(
    st.binary(max_size=200),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.binary() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.integers() | st.text(), inner),
    ).map(cbor2.dumps),
)


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(ANY_BYTES, st.binary(min_size=64, max_size=64))
def test_whatever_comes_is_refused_in_words(signed: bytes, signature: bytes) -> None:
    with pytest.raises(Unreadable):
        read_entry(signed, signature, fits, bytes(16))


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_no_altered_entry_is_taken_in(place: int, other: bytes) -> None:
    _, values = read(FOLDER / "entry_person.txt")
    (space,), (entry,), (signature,) = values["space"], values["entry"], values["signature"]
    at = place % len(entry)
    altered = entry[:at] + other + entry[at + len(other) :]
    if altered != entry:
        with pytest.raises(Unreadable):
            read_entry(altered, signature, fits, space)
