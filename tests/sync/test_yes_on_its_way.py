"""What stands on a yes that has not arrived yet waits; what stands on another basis does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.consent.withdrawal import to_recall
from caseworker.documents.referral_form import referral_form
from caseworker.errors import GateClosed
from caseworker.model.case import Case
from caseworker.model.consent import Disclosure
from caseworker.model.ids import ReferralId
from caseworker.model.person import Person
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.values import Answer
from caseworker.referral.life_cycle import send
from caseworker.sync.exchanging import exchange_and_follow_up
from caseworker.text import SOURCE_LANGUAGE, Text
from caseworker.views.referrals import ReferralPage, referral_page
from tests.directory.entries import enter
from tests.sync.acts_of_consent import (
    a_case_for,
    prepares,
    says,
    sends_all_the_same,
    takes_all_back,
)
from tests.sync.stores import Desk, World


class OnItsWay:
    """Amina, to whom Selam says yes, and Bo, whose laptop has not got that yes."""

    def __init__(self, centre: World, two: tuple[Desk, Desk]) -> None:
        self.centre = centre
        self.amina, self.bo = two
        self.amina.act(enter("Legal aid"))
        self.amina.act(lambda work: a_case_for(work, "Selam", self.bo.actor))
        self.sends = self.prepared()
        self.waits = self.prepared()
        self.bare = self.prepared()
        self.exchange(self.amina, self.bo, self.amina)
        before = set(self.files())
        (person,) = self.amina.office.ask(lambda reads: reads.matching(Person))
        self.person = person.id
        self.amina.act(lambda work: says(Answer.YES)(work, person.id))
        self.exchange(self.amina)
        self.yes = {path: path.read_bytes() for path in set(self.files()) - before}

    def prepared(self) -> ReferralId:
        (case,) = self.amina.office.ask(lambda reads: reads.matching(Case))
        return self.amina.act(lambda work: prepares(work, case.id))

    def files(self) -> list[Path]:
        return list(self.centre.stick.rglob("*.batch"))

    def exchange(self, *desks: Desk) -> None:
        for desk in desks:
            exchange_and_follow_up(desk.office, self.centre.carrier(desk), "stick")

    def arrives_without_the_yes(self) -> None:
        self.amina.act(lambda work: send(work, self.sends, "encrypted file"))
        self.amina.act(lambda work: sends_all_the_same(work, self.bare))
        self.exchange(self.amina)
        for path in self.yes:
            path.unlink()
        self.exchange(self.bo)

    def the_yes_arrives(self) -> None:
        for path, content in self.yes.items():
            path.write_bytes(content)
        self.exchange(self.bo)

    def page(self, referral: ReferralId) -> ReferralPage:
        today = self.centre.moment.date()
        return self.bo.office.ask(lambda reads: referral_page(reads, referral, today))

    def form(self, referral: ReferralId) -> None:
        self.bo.office.ask(lambda reads: referral_form(reads, referral, Text(SOURCE_LANGUAGE)))


@pytest.fixture
def way(centre: World, two: tuple[Desk, Desk]) -> OnItsWay:
    return OnItsWay(centre, two)


@pytest.mark.requirement("R-260")
def test_what_went_out_on_it_is_passed_on_by_nobody_until_it_is_here(way: OnItsWay) -> None:
    way.arrives_without_the_yes()
    assert way.page(way.sends).state is ReferralState.SENT
    assert way.page(way.sends).waits_for_the_yes
    with pytest.raises(GateClosed):
        way.form(way.sends)
    way.the_yes_arrives()
    assert not way.page(way.sends).waits_for_the_yes
    assert way.page(way.sends).consent is not None
    way.form(way.sends)


@pytest.mark.requirement("R-260")
def test_what_is_prepared_does_not_leave_before_it_is_here(way: OnItsWay) -> None:
    way.arrives_without_the_yes()
    with pytest.raises(GateClosed):
        way.bo.act(lambda work: send(work, way.waits, "encrypted file"))
    way.the_yes_arrives()
    way.bo.act(lambda work: send(work, way.waits, "encrypted file"))


@pytest.mark.requirement("R-260")
def test_what_stands_on_another_basis_does_not_wait(way: OnItsWay) -> None:
    way.arrives_without_the_yes()
    assert not way.page(way.bare).waits_for_the_yes
    way.form(way.bare)
    way.bo.act(lambda work: sends_all_the_same(work, way.waits))
    way.form(way.waits)


@pytest.mark.requirement("R-432")
def test_a_no_that_comes_before_the_yes_ends_it_as_soon_as_that_is_here(way: OnItsWay) -> None:
    way.amina.act(lambda work: send(work, way.sends, "encrypted file"))
    way.amina.act(lambda work: takes_all_back(work, way.person))
    way.exchange(way.amina)
    for path in way.yes:
        path.unlink()
    way.exchange(way.bo)
    way.the_yes_arrives()
    assert way.page(way.sends).state is ReferralState.RECALLED
    recalled = way.bo.office.ask(lambda reads: to_recall(reads, way.person))
    (went_out,) = way.bo.office.ask(lambda reads: reads.matching(Disclosure))
    assert [each.id for each in recalled] == [went_out.id]
    kept = way.bo.office.ask(lambda reads: reads.get(Referral, way.sends))
    assert kept.state is ReferralState.RECALLED
