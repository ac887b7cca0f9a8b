"""A laptop is away for months; meanwhile a record is closed to it, and it writes there.

What it wrote is the record's: those who hold it read it, nobody else does, and nothing is lost,
whether it hears of the closing before it hands out or after that (ADR 13).
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseworker.people.restricted import open_again
from caseworker.sync.circles import circle_of
from caseworker.sync.exchanging import exchange_and_follow_up
from db.store.exchange.state_sums import differing
from db.store.verify import verify
from tests.sync.altered import held_back
from tests.sync.stores import Desk, World, everything_in, rename, still_on
from tests.sync.test_exclusions import Centre, restrict
from tests.sync.test_outreach import (
    SELAM,
    TESFAY,
    audiences_with_keys,
    holds_nothing_of,
    note,
    notes,
)
from tests.sync.test_two_administrators import deliver

FAR = "She was seen at the harbour"
NEAR = "He has a room"


class Away(Centre):
    """Bo is away for months, Hodan is named, and Cy is left out as Bo is."""

    def __init__(self, centre: World) -> None:
        super().__init__(centre)
        cy = centre.enrol(self.amina, "Cy Ng", "04")
        self.amina.office.keys.close_here(cy)
        self.cy = self.ordinary("Cy Ng", cy, "04")
        self.share(self.amina, self.bo, self.hodan, self.cy)

    def share(self, *desks: Desk) -> None:
        for _ in range(2):
            for desk in desks:
                exchange_and_follow_up(desk.office, self.centre.carrier(desk), "stick")

    def months_pass(self) -> None:
        for _ in range(2):
            self.centre.moment += timedelta(days=31)
            self.share(self.amina, self.hodan, self.cy)

    def write_out_there(self) -> None:
        self.bo.act(note(self.tesfay, FAR))
        self.bo.act(rename(self.tesfay, "Tesfay-Amber"))
        self.bo.act(note(self.selam, NEAR))

    def all_is_where_it_belongs(self) -> None:
        everybody = (self.amina, self.hodan, self.cy, self.bo)
        self.share(*everybody)
        self.share(*everybody)
        for desk in everybody:
            assert held_back(desk) == []
            assert desk.office.space.status().absent == 0
            assert desk.office.space.status().waiting == 0
            assert verify(desk.office).problems == ()
            with desk.office.store.reading.connect() as connection:
                assert not differing(connection)
        for desk in (self.amina, self.hodan):
            assert sorted(notes(desk)) == [NEAR, FAR]
            assert desk.person(self.tesfay).given_name == "Tesfay-Amber"
        for desk in (self.bo, self.cy):
            assert notes(desk) == [NEAR]
            assert desk.names() == [SELAM]
            holds_nothing_of(desk, TESFAY, FAR, "Amber")
            assert circle_of(self.tesfay.bytes) not in audiences_with_keys(desk)
        assert still_on(self.amina, self.tesfay) == set()


@pytest.fixture
def away(centre: World) -> Away:
    made = Away(centre)
    made.amina.act(restrict(made.tesfay, made.amina.actor, made.hodan_id))
    made.months_pass()
    return made


def test_it_hears_of_the_closing_first(away: Away) -> None:
    """As each exchange after an unlocking does: what it wrote leaves it in letters."""
    away.write_out_there()
    away.bo.reopen()
    exchange_and_follow_up(away.bo.office, away.centre.carrier(away.bo), "stick")
    assert FAR.encode() not in everything_in(away.bo)
    away.all_is_where_it_belongs()
    # Once the record is opened again, it is given all of it, and its own words with it.
    away.amina.act(lambda work: open_again(work, away.tesfay, "He left"))
    everybody = (away.amina, away.hodan, away.cy, away.bo)
    away.share(*everybody)
    for desk in everybody:
        assert sorted(notes(desk)) == [NEAR, FAR]
        assert verify(desk.office).problems == ()


def test_it_hands_out_first(away: Away) -> None:
    """Under the key of last spring, which all still have, and to the one who may not have it."""
    away.write_out_there()
    deliver(away.bo, away.cy)
    assert FAR not in notes(away.cy)
    away.share(away.cy)
    away.all_is_where_it_belongs()
