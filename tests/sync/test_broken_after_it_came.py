"""What came before the way broke takes effect; and after a word that ends this laptop, no more."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.errors import CarrierError
from caseworker.model.consent import Purpose
from caseworker.model.ids import PersonId
from caseworker.model.referral import Referral, ReferralState
from caseworker.sync.exchanging import exchange_and_follow_up
from tests.sync.stores import Desk, World, add_person
from tests.sync.test_laptops import refer, say_yes


def test_a_yes_taken_back_stops_a_referral_also_where_the_way_breaks_after_it_came(
    centre: World,
) -> None:
    amina = centre.founded()
    selam = amina.act(add_person("Selam"))
    consent = amina.act(lambda unit: say_yes(unit, selam))
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    referral = bo.act(lambda unit: refer(unit, selam, consent, sent=False))
    bo.act(lambda unit: unit.attach(b"a scan", "image/png"))
    amina.act(lambda unit: withdraw(unit, PersonId(selam), Scope(purpose=Purpose.REFERRAL)))
    amina.exchange(centre.stick)
    # Attachments come last, and the place of one on the stick cannot be written.
    bo.office.exchange.pack()
    (piece,) = bo.office.exchange.chunks()
    (centre.carrier(bo).folder / f"{piece.hex()}.chunk").mkdir()
    with pytest.raises(CarrierError):
        exchange_and_follow_up(bo.office, centre.carrier(bo), "stick")
    kept = bo.office.ask(lambda reads: reads.get(Referral, referral))
    assert kept.state is ReferralState.CANCELLED


def test_after_the_word_that_ends_it_a_laptop_takes_in_nothing_more(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    centre.round(amina, bo, amina)
    # Sealed with the key that the laptop still has; small files come first.
    amina.act(lambda unit: [add_person(f"Selam {number}")(unit) for number in range(400)])
    amina.exchange(centre.stick)
    amina.office.space.revoke(UUID(bytes=bo.office.store.identity.device_id))
    amina.exchange(centre.stick)
    report = bo.exchange(centre.stick)
    assert report.revoked
    assert bo.names() == []
