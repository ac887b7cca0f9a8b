"""A letter brings nothing that its reader may not have: an altered program would keep it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from caseworker.sync.batch_body import BatchBody
from caseworker.sync.batch_file import Refused, read_file
from caseworker.sync.circles import circle_of
from db.store.registry import AudienceClass
from tests.sync.stores import Desk, World
from tests.sync.test_exclusions import Centre, restrict
from tests.sync.test_health import Ward
from tests.sync.test_outreach import Team, note


def files(centre: World) -> set[Path]:
    return set(centre.stick.rglob("*.batch"))


def opened_by(desk: Desk, among: set[Path]) -> list[BatchBody]:
    """Return all that *desk* can open, whatever its program does with it."""
    exchange = desk.office.exchange

    def read(connection: Connection) -> list[BatchBody]:
        reader = exchange._reader(connection, exchange._log(connection).members)
        found = []
        for path in sorted(among):
            try:
                found.append(reader.open(read_file(path.read_bytes())))
            except Refused:
                continue
        return found

    return desk.office.write(read)


def keys_for(desk: Desk, among: set[Path]) -> set[bytes]:
    return {each.audience for body in opened_by(desk, among) for each in body.keys}


def told_to(desk: Desk, among: set[Path]) -> bytes:
    return b"".join(each.to_bytes() for body in opened_by(desk, among) for each in body.commits)


def test_whoever_is_left_out_is_sent_no_new_key_of_the_record(centre: World) -> None:
    team = Centre(centre)
    before = files(centre)
    team.restrict()
    team.amina.exchange(centre.stick)
    closed, new = circle_of(team.tesfay.bytes), files(centre) - before
    assert closed in keys_for(team.hodan, new)
    assert closed not in keys_for(team.bo, new)


def test_what_he_hands_in_goes_to_those_alone_who_may_read_it(centre: World) -> None:
    team = Centre(centre)
    team.bo.act(note(team.tesfay, "written by the cousin"))
    team.amina.act(restrict(team.tesfay, team.amina.actor))
    team.amina.office.space.align()
    team.amina.exchange(centre.stick)
    # He takes in first, as after he has unlocked: nothing of his has left yet.
    team.bo.reopen()
    before = files(centre)
    team.bo.exchange(centre.stick)
    new = files(centre) - before
    assert b"written by the cousin" in told_to(team.amina, new)
    assert b"written by the cousin" not in told_to(team.hodan, new)


def test_a_laptop_for_outside_is_sent_the_keys_of_its_cases_alone(centre: World) -> None:
    team = Team(centre)
    bo = team.outreach()
    given = keys_for(bo, files(centre))
    assert circle_of(team.selam.bytes) in given
    assert circle_of(team.tesfay.bytes) not in given
    classes = bo.office.store.identity.audiences
    assert classes[AudienceClass.CENTRE] in given
    assert not given & {classes[each] for each in AudienceClass if each is not AudienceClass.CENTRE}


def test_a_laptop_without_anybody_trained_is_sent_no_key_of_health(centre: World) -> None:
    ward = Ward(centre)
    hodan = ward.join(ward.hodan_id, "Hodan Ali", "office")
    given = keys_for(hodan, files(centre))
    classes = hodan.office.store.identity.audiences
    assert classes[AudienceClass.CASE_TEAM] in given
    assert classes[AudienceClass.HEALTH] not in given
