"""Commits that are signed rightly and say what no page could show: pages open all the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from caseworker.model.person import Person, Sex
from caseworker.sync.commit_format import Field, Header
from caseworker.sync.values import encoded
from caseworker.sync.whole_commit import WholeCommit, told_of_body
from db.store.registry import registered
from db.store.values import moment_from_text
from db.store.verify import verify
from tests.sync.stores import Desk, add_person, world
from tests.sync.test_values_withheld import altered, written

FIELDS = registered(Person).fields


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with world(tmp_path) as centre:
        amina = centre.founded()
        yield amina, centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")


def saying(
    desk: Desk, fields: Mapping[int, Field], **header: Any
) -> Callable[[WholeCommit], WholeCommit]:
    """Return what makes of a commit one that *desk* signs and that says *fields* of the person."""

    def alter(whole: WholeCommit) -> WholeCommit:
        body = [
            replace(each, fields=fields, packed=encoded(dict(fields)))
            for each in whole.body
            if each.kind == registered(Person).number
        ]
        count, digest = told_of_body(body, whole.seed)
        told: Header = replace(
            whole.header, run=os.urandom(16), number=1, previous=b"",
            count=count, list_hash=digest, **header,
        )  # fmt: skip
        signed = desk.office.store.journal._signer.sign(told)
        return WholeCommit(signed, told, whole.seed, body)

    return alter


def test_two_versions_are_shown_though_one_is_of_the_end_of_time(two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    true = written(amina)
    said: dict[int, Field] = {FIELDS["given_name"]: ["Tesfay"], FIELDS["sex"]: ["no such choice"]}
    late = saying(amina, dict(sorted(said.items())), clock=(2**63 - 1, 0))
    for content in [*true, *(altered(amina, each, late) for each in true)]:
        assert bo.office.exchange.take_in(content).result == "ok"
    found = {each.field: each.versions for each in bo.office.ask(lambda reads: reads.conflicts())}
    assert {version.value for version in found["given_name"]} == {"Selam", "Tesfay"}
    assert {version.value for version in found["sex"]} == {Sex.NOT_ASKED, None}


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00.000000Z"])
def test_a_moment_of_the_end_of_time_can_be_shown_in_every_zone(text: str) -> None:
    for suffix in ("", "[Africa/Tunis]", "[+14:00]", "[-12:00]"):
        moment = moment_from_text(text + suffix)
        for hours in (-12, 14):
            assert moment.astimezone(timezone(timedelta(hours=hours))) == moment


def test_what_is_held_back_is_shown_though_it_has_no_sense(two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    true = written(amina)
    spoilt: dict[int, Field] = {FIELDS["restricted"]: [True], FIELDS["suspended_destinations"]: [7]}
    held = saying(amina, dict(sorted(spoilt.items())), person=os.urandom(16), clock=(2**63 - 1, 0))
    for content in [*true, *(altered(amina, each, held) for each in true)]:
        assert bo.office.exchange.take_in(content).result == "ok"
    found = {each.field: each.value for each in bo.office.ask(lambda reads: reads.held_back())}
    assert found["restricted"] is True
    assert found.get("suspended_destinations") is None


def test_a_value_without_sense_makes_nobody_vanish(two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(add_person("Selam"))
    true = written(amina)
    for content in true:
        assert bo.office.exchange.take_in(content).result == "ok"
    key = bo.office.ask(lambda reads: reads.matching(Person)[0].id)
    heads: set[bytes] = set()

    def note(whole: WholeCommit) -> WholeCommit:
        heads.add(whole.signed.id)
        return whole

    for content in true:
        altered(amina, content, note)
    spoilt: dict[int, Field] = {
        FIELDS["given_name"]: ["Selamawit", *sorted(heads)],
        FIELDS["registered_at"]: [7, *sorted(heads)],
        FIELDS["registered_by"]: ["nobody", *sorted(heads)],
    }
    nonsense = saying(amina, dict(sorted(spoilt.items())), clock=(2**41, 0))
    for content in [altered(amina, each, nonsense) for each in true]:
        assert bo.office.exchange.take_in(content).result == "ok"
    person = bo.office.ask(lambda reads: reads.get(Person, key))
    assert person.given_name == "Selamawit"
    assert person.registered_by == amina.actor
    assert verify(bo.office).problems == ()
