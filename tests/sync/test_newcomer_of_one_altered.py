"""A newcomer is carried everything by one laptop, whose program leaves something out (ADR 17)."""

from __future__ import annotations

from shutil import rmtree

import pytest
from sqlalchemy import Connection

from caseworker.model.person import Person
from caseworker.model.staff import Role
from caseworker.sync.whole_commit import WholeCommit
from db.store.exchange import store_space
from db.store.journal.kept_commits import whole_commits
from db.store.verify import verify
from tests.sync.stores import Desk, World, add_person
from tests.sync.test_state_sums import seen_by


def centre_with_a_newcomer(
    centre: World, monkeypatch: pytest.MonkeyPatch, *, leaving_out: str
) -> tuple[Desk, Desk, Desk]:
    """Return Amina, whose program carries all but one person, Bo, and the newcomer."""
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li", "02", Role.SUPERVISOR), "Bo Li", "02")
    bo.act(add_person("Selam"))
    bo.act(add_person("Tesfay"))
    for _ in range(3):
        centre.round(amina, bo)
    # All was let go, and nothing lies on the stick either.
    rmtree(centre.stick)
    centre.stick.mkdir()
    gone = amina.office.ask(lambda reads: reads.matching(Person, given_name=leaving_out))
    left_out = {each.id.bytes for each in gone}

    def carried(connection: Connection, first: int, last: int) -> dict[int, WholeCommit]:
        return {
            place: whole
            for place, whole in whole_commits(connection, first, last).items()
            if not left_out & {each.entity for each in whole.body}
        }

    monkeypatch.setattr(store_space, "whole_commits", carried)
    dee = centre.join(amina, centre.enrol(amina, "Dee Oku", "03"), "Dee Oku", "03")
    for _ in range(3):
        centre.round(amina, bo, dee)
    return amina, bo, dee


@pytest.mark.parametrize("leaving_out", ["", "Selam"])
def test_what_is_left_out_shows_by_the_missing_word_of_the_others(
    centre: World, monkeypatch: pytest.MonkeyPatch, leaving_out: str
) -> None:
    amina, bo, dee = centre_with_a_newcomer(centre, monkeypatch, leaving_out=leaving_out)
    assert dee.names() == sorted({"Selam", "Tesfay"} - {leaving_out})
    assert verify(dee.office).problems == ()
    assert seen_by(amina, bo).same
    for one, other in ((dee, bo), (bo, dee), (amina, dee)):
        assert seen_by(one, other).same is not bool(leaving_out)
        # It has less, and nothing else: what it has says what it says everywhere.
        assert not seen_by(one, other).differs
