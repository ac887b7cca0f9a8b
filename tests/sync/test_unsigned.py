"""What a laptop carries is believed for its signatures alone, also by a newcomer."""

from __future__ import annotations

from dataclasses import replace
from shutil import rmtree

import pytest
from sqlalchemy import Connection

from caseworker.sync.whole_commit import WholeCommit
from db.store.exchange import outgoing, store_space
from db.store.journal.kept_commits import whole_commits
from tests.sync.altered import held_back
from tests.sync.stores import Desk, World, add_person

NOT_SIGNED = "not signed by both"


def without_her(connection: Connection, first: int, last: int) -> dict[int, WholeCommit]:
    """Return commits that the laptop signed, and the person did not."""
    return {
        place: replace(whole, signed=replace(whole.signed, person_signature=bytes(64)))
        for place, whole in whole_commits(connection, first, last).items()
    }


def test_what_nobody_signed_counts_nowhere(
    centre: World, two: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, bo = two
    centre.altered = True
    with monkeypatch.context() as altered:
        altered.setattr(outgoing, "whole_commits", without_her)
        amina.act(add_person("Selam"))
        centre.round(amina, bo)
    assert bo.names() == []
    assert set(held_back(bo)) == {NOT_SIGNED}
    amina.act(add_person("Tesfay"))
    centre.round(amina, bo)
    assert bo.names() == ["Tesfay"]


def test_a_newcomer_believes_no_state_that_nobody_signed(
    centre: World, two: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, bo = two
    centre.altered = True
    bo.act(add_person("Selam"))
    for _ in range(3):
        centre.round(amina, bo)
    rmtree(centre.stick)
    centre.stick.mkdir()
    monkeypatch.setattr(store_space, "whole_commits", without_her)
    dee = centre.join(amina, centre.enrol(amina, "Dee Oku", "03"), "Dee Oku", "03")
    centre.round(amina, bo, dee)
    assert "Selam" not in dee.names()
    assert NOT_SIGNED in held_back(dee)
