"""Laptops compare what they have: a merge that goes wrong, and a carrier that withholds, show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, select

from caseworker.model.person import Person
from caseworker.sync.batch_file import laptop_id, read_file
from caseworker.sync.carrier import BatchId, Page
from caseworker.sync.commits import NOTHING
from caseworker.sync.exchanging import exchange
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.merge import FieldState
from caseworker.sync.space import Laptop
from caseworker.sync.state_digest import CircleDigest, StateDigest, veiled
from db.store.exchange import state_sums
from db.store.journal import folding
from db.store.tables import audience_keys, circle_sums, told_sums
from db.store.values import from_bytes
from tests.sync.stores import Desk, World, add_person, rename


def seen_by(desk: Desk, other: Desk) -> Laptop:
    """Return what *desk* says of the laptop of *other*."""
    (found,) = [each for each in desk.office.space.laptops() if each.code == other.code]
    return found


def verdicts(desk: Desk) -> set[str]:
    with desk.office.store.reading.connect() as connection:
        return set(connection.scalars(select(told_sums.c.verdict)))


def conflict_between(centre: World, one: Desk, other: Desk) -> UUID:
    key = one.act(add_person("Selam"))
    centre.round(one, other)
    one.act(rename(key, "Salam"))
    other.act(rename(key, "Selamawit"))
    return key


def test_laptops_with_the_same_changes_find_that_they_have_the_same(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    conflict_between(centre, *two)
    for _ in range(3):
        centre.round(*two)
    for desk, other in (two, two[::-1]):
        assert verdicts(desk) == {state_sums.SAME}
        assert not seen_by(desk, other).differs
        assert seen_by(desk, other).same


def test_what_is_told_of_a_circle_says_nothing_without_its_key(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    """All laptops read it, and one that lost a record knows the row from which it went on."""
    amina, bo = two
    amina.act(add_person("Selam"))
    for _ in range(2):
        centre.round(*two)
    with bo.office.store.reading.connect() as connection:
        told = connection.execute(select(told_sums)).all()
        bare = connection.execute(select(circle_sums)).all()
        keys = list(connection.scalars(select(audience_keys.c.key)))
    sums = {each for row in bare for each in (row.commits, row.rows)}
    heard = {each for row in told for each in (row.commits, row.rows)}
    assert len(told) > 1
    assert not heard & sums
    assert heard == {veiled(each, key) for each in sums for key in keys} & heard
    assert not heard & {veiled(each, bytes(32)) for each in sums}


def test_sums_are_kept_of_circles_that_the_log_knows_alone(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    """A member whose program is altered tells of circles without end."""
    amina, bo = two
    amina.act(add_person("Selam"))
    for _ in range(2):
        centre.round(*two)
    exchange = amina.office.exchange
    author = laptop_id(bo.office.store.identity.device_public_key)

    def hear(connection: Connection) -> set[bytes]:
        members, identity = exchange._log(connection).members, amina.office.store.identity
        invented = (number.to_bytes(16) for number in range(5_000))
        told = tuple(
            CircleDigest(each, bytes(16), bytes(16))
            for each in sorted([*members.audiences, *invented])
        )
        sums = state_sums.StateSums(connection, members, identity)
        sums.hear(author, StateDigest(state_sums.reading(), told))
        kept = set(connection.scalars(select(told_sums.c.circle)))
        assert kept == set(members.audiences)
        # So that what follows compares what was really told.
        connection.execute(told_sums.delete())
        return kept

    assert amina.office.write(hear)


def test_a_merge_that_goes_wrong_on_one_laptop_shows_on_both_and_is_put_right(
    centre: World, two: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, bo = two
    key = conflict_between(centre, amina, bo)
    centre.round(amina)
    with monkeypatch.context() as altered:
        altered.setattr(folding, "_chosen", the_oldest)
        centre.round(bo)
    for _ in range(2):
        centre.round(amina, bo)
    assert bo.person(key).given_name != amina.person(key).given_name
    assert seen_by(amina, bo).differs
    assert seen_by(bo, amina).differs
    # On the laptop that is right there is nothing to put right: it says whose it is.
    assert amina.office.space.work_out_again()[0] == 0
    count, changes = bo.office.space.work_out_again()
    assert (count, (Person, key) in changes.touched) == (1, True)
    assert bo.person(key).given_name == amina.person(key).given_name
    bo.act(add_person("Tesfay"))
    for _ in range(3):
        centre.round(bo, amina)
    assert not seen_by(amina, bo).differs
    assert not seen_by(bo, amina).differs


def the_oldest(state: FieldState, *_what_fits: object) -> Any:
    """A wrong merge: of several values it shows the oldest."""
    return from_bytes(state.heads[-1].value or NOTHING)


class Withholding(FolderCarrier):
    """A carrier that does not show what one laptop wrote."""

    def __init__(self, place: Path, space: bytes, hidden: bytes) -> None:
        super().__init__(place, space)
        self._hidden = hidden

    def page(self, cursor: str = "") -> Page:
        page = super().page(cursor)
        shown = [each for each in page.offered if self._laptop(each.id) != self._hidden]
        return replace(page, offered=shown)

    def _laptop(self, batch: BatchId) -> bytes:
        return read_file(self.get(batch) or b"").header.laptop


class Endless(FolderCarrier):
    """A carrier whose list goes on and on with what it showed before."""

    asked = 0

    def page(self, cursor: str = "") -> Page:
        self.asked += 1
        assert self.asked < 10
        return replace(super().page(cursor), cursor=f"{self.asked}")


def test_a_list_that_never_ends_ends_the_exchange(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    centre.round(amina)
    report = exchange(
        bo.office.exchange, Endless(centre.stick, bo.office.store.identity.space), "hub"
    )
    assert bo.names() == ["Selam"]
    assert not report.stopped


def test_what_a_carrier_withholds_is_named_by_those_who_have_it(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    centre.round(amina, bo, hodan, amina, bo)
    hodan.act(add_person("Selam"))
    centre.round(hodan, amina)
    assert seen_by(bo, hodan).not_come == ()
    hidden = laptop_id(hodan.office.store.identity.device_public_key)
    carrier = Withholding(centre.stick, bo.office.store.identity.space, hidden)
    exchange(bo.office.exchange, carrier, "hub")
    assert bo.names() == []
    assert seen_by(bo, hodan).not_come == (amina.code,)
    centre.round(bo)
    assert bo.names() == ["Selam"]
    assert seen_by(bo, hodan).not_come == ()


def test_sums_follow_the_journal_in_portions(
    two: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, _ = two

    def sums(portion: int) -> set[tuple[bytes, bytes, bytes]]:
        monkeypatch.setattr(state_sums, "_PORTION", portion)

        def work(connection: Connection) -> set[tuple[bytes, bytes, bytes]]:
            state_sums.start_again(connection)
            members = amina.office.store.log(connection).members
            kept = state_sums.StateSums(connection, members, amina.office.store.identity)
            while not kept.catch_up():
                pass
            rows = connection.execute(select(circle_sums)).all()
            return {(row.circle, row.commits, row.rows) for row in rows}

        return amina.office.write(work)

    for name in ("Selam", "Tesfay", "Bo"):
        amina.act(rename(amina.act(add_person(name)), name * 2))
    assert sums(1) == sums(3) == sums(2_000)
