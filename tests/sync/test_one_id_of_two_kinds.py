"""A laptop whose program was altered says that the id of a person is that of something else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker.model.case import CaseNote
from caseworker.model.person import Person
from caseworker.sync.whole_commit import WholeCommit, told_of_body
from db.store.registry import registered
from db.store.verify import verify
from tests.sync.stores import Desk, add_person, rename, world
from tests.sync.test_values_withheld import altered, written


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with world(tmp_path) as centre:
        amina = centre.founded()
        yield amina, centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")


def as_notes(desk: Desk, whole: WholeCommit) -> WholeCommit:
    """Return a commit that *desk* signs, in which every person is a note."""
    person, note = registered(Person).number, registered(CaseNote).number
    body = [replace(e, kind=note) if e.kind == person else e for e in whole.body]
    count, digest = told_of_body(body, whole.seed)
    header = replace(
        whole.header, run=os.urandom(16), number=1, previous=b"", count=count, list_hash=digest
    )
    signed = desk.office.store.journal._signer.sign(header)
    return WholeCommit(signed, header, whole.seed, body)


@pytest.mark.parametrize("forged_first", [True, False])
def test_the_person_is_there_whichever_came_first(
    two: tuple[Desk, Desk], forged_first: bool
) -> None:
    amina, bo = two
    selam = amina.act(add_person("Selam"))
    true = written(amina)
    forged = [altered(amina, each, lambda whole: as_notes(amina, whole)) for each in true]
    for content in [*forged, *true] if forged_first else [*true, *forged]:
        assert bo.office.exchange.take_in(content).result == "ok"
    assert bo.names() == ["Selam"]
    bo.act(rename(selam, "Selam T."))
    for content in written(bo):
        amina.office.exchange.take_in(content)
    assert bo.names() == amina.names() == ["Selam T."]
    assert verify(bo.office).problems == ()
