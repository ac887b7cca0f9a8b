from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.consent.later import Said
from caseworker.consent.talk import Asked
from caseworker.errors import GateClosed
from caseworker.model.case import ProtectionFlag
from caseworker.model.consent import Consent, KindOfConsent, Purpose
from caseworker.model.directory import ProviderKind
from caseworker.model.ids import ProviderId
from caseworker.model.person import Relationship, Tie
from caseworker.model.values import Answer
from caseworker.people.ties import Guardian
from caseworker.ports import UnitOfWork
from caseworker.referral.asking import keep_asked, to_ask
from caseworker.referral.life_cycle import Wish
from caseworker.views.referrals import prospect
from tests.referral.town import LEAST, Town, free_talk

MOTHER = Guardian(tie=Tie.MOTHER, relative_name="Hirut", verified_how="Seen together, papers")


def lines(town: Town, provider: ProviderId) -> tuple[Asked, ...]:
    return town.office.ask(lambda reads: to_ask(reads, town.case_id, provider, LEAST))


def keep(
    town: Town,
    provider: ProviderId,
    answer: Answer,
    guardian: Guardian | None = None,
    assent: Answer = Answer.NOT_ASKED,
) -> list[Consent]:
    asked = tuple(replace(line, answer=answer) for line in lines(town, provider))
    kind = KindOfConsent.GUARDIAN if guardian else KindOfConsent.CONSENT

    def act(work: UnitOfWork) -> list[Consent]:
        talk = replace(free_talk(work), kind=kind)
        said = Said(asked=asked, talk=talk, guardian=guardian, assent=assent)
        return keep_asked(work, town.case_id, said)

    return town.office.perform(act)[0]


def opens(town: Town, provider: ProviderId) -> bool:
    wish = Wish(provider_id=provider, need="Advice")
    return (
        town.office.ask(lambda reads: prospect(reads, town.case_id, wish, None)).consent is not None
    )


@pytest.mark.requirement("R-260")
def test_the_question_names_the_provider_and_these_items(town: Town) -> None:
    provider, _ = town.provider("Legal aid")
    (line,) = lines(town, provider)
    assert (line.purpose, line.recipient) == (Purpose.REFERRAL, "Legal aid")
    assert line.data_items == tuple(item.value for item in LEAST)
    assert line.answer is Answer.NOT_ASKED


def test_a_yes_opens_the_way_and_a_no_is_kept_as_a_no(town: Town) -> None:
    provider, _ = town.provider()
    keep(town, provider, Answer.NO)
    assert not opens(town, provider)
    keep(town, provider, Answer.YES)
    assert opens(town, provider)


def test_an_authority_is_asked_about_apart_while_a_flag_is_open(town: Town) -> None:
    authority, _ = town.provider("Registry", kind=ProviderKind.AUTHORITY)
    assert len(lines(town, authority)) == 1
    town.flag(ProtectionFlag.PERSECUTION)
    purposes = [line.purpose for line in lines(town, authority)]
    assert purposes == [Purpose.REFERRAL, Purpose.CONTACT_AUTHORITIES]


@pytest.mark.requirement("R-437", "R-438")
def test_for_a_child_a_verified_guardian_speaks_and_the_child_is_heard(town: Town) -> None:
    town.child_of(9)
    provider, _ = town.provider()
    with pytest.raises(GateClosed) as alone:
        keep(town, provider, Answer.YES)
    assert {each.code for each in alone.value.findings} == {"guardian-needed", "assent-missing"}
    assert not opens(town, provider)


@pytest.mark.requirement("R-437")
def test_an_unverified_adult_opens_nothing_for_a_child(town: Town) -> None:
    town.child_of(9)
    provider, _ = town.provider()
    uncle = Guardian(tie=Tie.UNCLE_OR_AUNT, relative_name="Dawit")
    with pytest.raises(GateClosed) as unverified:
        keep(town, provider, Answer.YES, guardian=uncle, assent=Answer.YES)
    assert {each.code for each in unverified.value.findings} == {"guardian-not-verified"}
    assert not opens(town, provider)


@pytest.mark.requirement("R-437")
def test_the_no_of_a_child_stops_the_guardians_yes(town: Town) -> None:
    town.child_of(9)
    provider, _ = town.provider()
    with pytest.raises(GateClosed) as refused:
        keep(town, provider, Answer.YES, guardian=MOTHER, assent=Answer.NO)
    assert {each.code for each in refused.value.findings} == {"child-says-no"}


def test_no_child_is_asked_to_prove_a_no(town: Town) -> None:
    town.child_of(9)
    provider, _ = town.provider()
    (kept,) = keep(town, provider, Answer.NO)
    assert kept.answer is Answer.NO


def test_the_word_of_a_child_is_kept_beside_the_guardians(town: Town) -> None:
    town.child_of(13)
    provider, _ = town.provider()
    keep(town, provider, Answer.YES, guardian=MOTHER, assent=Answer.YES)
    kept = town.office.ask(lambda reads: reads.matching(Consent, provider_id=provider))
    assert {each.kind for each in kept} == {KindOfConsent.GUARDIAN, KindOfConsent.ASSENT}
    assert opens(town, provider)
    known = Guardian(tie=Tie.MOTHER, relative_name="Hirut")
    other, _ = town.provider("Other")
    keep(town, other, Answer.YES, guardian=known, assent=Answer.YES)
    assert town.office.ask(lambda reads: reads.count(Relationship)) == 1
