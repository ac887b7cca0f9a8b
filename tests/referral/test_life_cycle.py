from __future__ import annotations

from datetime import date

import pytest

from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.documents.referral_form import referral_form
from caseworker.errors import GateClosed, NotAllowed, NothingToUndo
from caseworker.model.consent import Disclosure, Purpose
from caseworker.model.ids import ProviderId, ReferralId
from caseworker.model.referral import DataItem, Priority, Referral, ReferralState
from caseworker.model.staff import Role
from caseworker.referral.life_cycle import (
    Answered,
    Wish,
    answered,
    can_become,
    cancel,
    change,
    days_late,
    keep_feedback,
    prepare,
    send,
    take_back_answer,
    take_back_sending,
    without_answer,
)
from caseworker.referral.recall import open_recalls, provider_told
from caseworker.text import Text
from caseworker.views.referrals import Box, how_many, prospect, referral_page, referrals, setting_of
from tests.referral.town import Town
from tests.twin import actor

ENGLISH = Text("en")
State = ReferralState


def read(town: Town, referral_id: ReferralId) -> Referral:
    return town.office.ask(lambda reads: reads.get(Referral, referral_id))


def sent(town: Town, **wish: object) -> tuple[ReferralId, ProviderId]:
    provider, _ = town.provider()
    town.says(provider)
    referral = town.prepared(provider, **wish)
    town.office.perform(lambda work: send(work, referral.id, "Printed form"))
    return referral.id, provider


def take_back(town: Town, provider: ProviderId) -> None:
    scope = Scope(purpose=Purpose.REFERRAL, provider_id=provider)
    town.office.perform(lambda work: withdraw(work, town.person_id, scope))


@pytest.mark.parametrize(
    ("priority", "due"),
    [
        (Priority.EMERGENCY, date(2026, 11, 19)),
        (Priority.URGENT, date(2026, 11, 21)),
        (Priority.NORMAL, date(2026, 11, 25)),
    ],
)
def test_an_answer_is_due_by_its_priority(town: Town, priority: Priority, due: date) -> None:
    referral_id, _ = sent(town, priority=priority)
    referral = read(town, referral_id)
    assert referral.answer_due == due
    assert days_late(referral, due) == 0
    assert days_late(referral, date(2026, 11, 28)) == (date(2026, 11, 28) - due).days


def test_what_has_gone_cannot_be_rewritten_sent_again_or_put_aside(town: Town) -> None:
    referral_id, provider = sent(town)
    for act in (
        lambda work: change(work, referral_id, Wish(provider_id=provider, need="Other")),
        lambda work: send(work, referral_id, "again"),
        lambda work: cancel(work, referral_id),
    ):
        with pytest.raises(NotAllowed):
            town.office.perform(act)


def test_what_is_prepared_can_be_changed_or_put_aside(town: Town) -> None:
    provider, _ = town.provider()
    referral = town.prepared(provider)
    wish = Wish(provider_id=provider, need="Another need", accompanied=True)
    town.office.perform(lambda work: change(work, referral.id, wish))
    assert read(town, referral.id).need == "Another need"
    town.office.perform(lambda work: cancel(work, referral.id))
    assert read(town, referral.id).state is State.CANCELLED


def test_answers_go_forward_only(town: Town) -> None:
    referral_id, _ = sent(town)
    for state in (State.RECEIVED, State.ACCEPTED, State.PROVIDED):
        town.office.perform(lambda work, state=state: answered(work, referral_id, state, "Monday"))
    assert read(town, referral_id).answer == "Monday"
    assert can_become(State.PROVIDED) == frozenset()
    with pytest.raises(NotAllowed):
        town.office.perform(lambda work: answered(work, referral_id, State.SENT))


def test_an_answer_kept_by_mistake_is_taken_back(town: Town) -> None:
    referral_id, _ = sent(town)
    before = Answered(state=State.SENT, answered_at=None, answer="")
    town.office.perform(lambda work: answered(work, referral_id, State.DECLINED, "Full"))
    town.office.perform(lambda work: take_back_answer(work, referral_id, before))
    referral = read(town, referral_id)
    assert (referral.state, referral.answered_at, referral.answer) == (State.SENT, None, "")
    with pytest.raises(NothingToUndo):
        town.office.perform(lambda work: take_back_answer(work, referral_id, before))


@pytest.mark.requirement("R-441")
def test_what_did_not_go_after_all_is_prepared_again_and_told_so(town: Town) -> None:
    referral_id, provider = sent(town)
    town.office.perform(lambda work: take_back_sending(work, referral_id))
    kept = read(town, referral_id)
    assert (kept.state, kept.sent_at, kept.answer_due) == (ReferralState.PREPARED, None, None)
    (first,) = town.office.ask(lambda reads: reads.matching(Disclosure))
    assert first.did_not_go_at == town.moment
    town.office.perform(lambda work: send(work, referral_id, "Printed form"))
    take_back(town, provider)
    (recalled,) = town.office.ask(lambda reads: open_recalls(reads, referral_id))
    assert recalled.id != first.id, "nobody is told to delete what never arrived"


def test_what_was_answered_did_go(town: Town) -> None:
    referral_id, _ = sent(town)
    town.office.perform(lambda work: answered(work, referral_id, ReferralState.RECEIVED))
    with pytest.raises(NothingToUndo):
        town.office.perform(lambda work: take_back_sending(work, referral_id))


def test_only_those_who_wait_are_listed_as_without_answer(town: Town) -> None:
    referral_id, _ = sent(town)
    assert [each.id for each in town.office.ask(without_answer)] == [referral_id]
    town.office.perform(lambda work: answered(work, referral_id, State.ACCEPTED))
    assert town.office.ask(without_answer) == []


def test_feedback_says_whether_it_helped(town: Town) -> None:
    referral_id, _ = sent(town)
    town.office.perform(
        lambda work: keep_feedback(work, referral_id, helped=False, words="Too far", outcome="")
    )
    page = town.office.ask(lambda reads: referral_page(reads, referral_id, town.today))
    assert (page.helped, page.her_feedback) == (False, "Too far")


@pytest.mark.requirement("R-273")
def test_a_withdrawal_before_sending_stops_it(town: Town) -> None:
    provider, _ = town.provider()
    town.says(provider)
    referral = town.prepared(provider)
    take_back(town, provider)
    with pytest.raises(GateClosed):
        town.office.perform(lambda work: send(work, referral.id, "Printed form"))


@pytest.mark.requirement("R-273", "R-441")
def test_a_withdrawal_after_sending_recalls_it_until_the_provider_is_told(town: Town) -> None:
    referral_id, provider = sent(town)
    take_back(town, provider)
    assert read(town, referral_id).state is State.RECALLED
    with pytest.raises(NotAllowed):
        town.office.ask(lambda reads: referral_form(reads, referral_id, ENGLISH))
    (row,) = town.office.ask(lambda reads: referrals(reads, Box.ALL, town.today))
    assert row.to_recall
    (disclosure,) = town.office.ask(lambda reads: open_recalls(reads, referral_id))
    town.office.perform(lambda work: provider_told(work, disclosure.id))
    kept = town.office.ask(lambda reads: reads.get(Disclosure, disclosure.id))
    assert kept.recalled_at is not None
    assert town.office.ask(lambda reads: open_recalls(reads, referral_id)) == []
    with pytest.raises(NotAllowed):
        town.office.perform(lambda work: provider_told(work, disclosure.id))


def test_nobody_is_told_of_a_withdrawal_that_never_was(town: Town) -> None:
    sent(town)
    (disclosure,) = town.office.ask(lambda reads: reads.matching(Disclosure))
    with pytest.raises(NotAllowed):
        town.office.perform(lambda work: provider_told(work, disclosure.id))


def test_a_yes_said_again_lets_the_next_referral_go(town: Town) -> None:
    _, provider = sent(town)
    take_back(town, provider)
    town.later(hours=1)
    town.says(provider)
    again = town.prepared(provider)
    town.office.perform(lambda work: send(work, again.id, "Printed form"))
    assert read(town, again.id).state is State.SENT


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER])
def test_only_casework_refers(town: Town, role: Role) -> None:
    provider, _ = town.provider()
    town.office.becomes(actor(role))
    with pytest.raises(NotAllowed):
        town.office.perform(
            lambda work: prepare(work, town.case_id, Wish(provider_id=provider, need="Help"))
        )
    with pytest.raises(NotAllowed):
        town.office.ask(lambda reads: referrals(reads, Box.ALL, town.today))


def test_the_boxes_count_what_they_hold(town: Town) -> None:
    sent(town)
    provider, _ = town.provider("Other")
    town.prepared(provider)
    counts = town.office.ask(how_many)
    assert counts == {Box.TO_SEND: 1, Box.WAITING: 1, Box.ANSWERED: 0, Box.ALL: 2}
    town.office.becomes(actor(Role.CASEWORKER))
    assert town.office.ask(lambda reads: how_many(reads, mine=True))[Box.ALL] == 0


@pytest.mark.requirement("R-259")
def test_only_what_the_record_has_is_offered_in_the_words_it_prints(town: Town) -> None:
    provider, service = town.provider()
    setting = town.office.ask(
        lambda reads: setting_of(reads, town.case_id, provider, service, ENGLISH)
    )
    offered = dict(setting.items)
    assert offered[DataItem.LANGUAGES] == "Tigrinya"
    assert "Selam Tesfay" in offered[DataItem.FULL_NAME]
    assert not {DataItem.PHONE, DataItem.AGE, DataItem.HEALTH} & set(offered)


def test_a_number_never_to_be_called_is_not_offered(town: Town) -> None:
    town.reach_by_phone("+000 1", never=True)
    provider, _ = town.provider()

    def offered() -> dict[DataItem, str]:
        return dict(
            town.office.ask(
                lambda reads: setting_of(reads, town.case_id, provider, None, ENGLISH)
            ).items
        )

    assert DataItem.PHONE not in offered()
    town.reach_by_phone("+000 2")
    assert "+000 2" in offered()[DataItem.PHONE]


def test_looking_at_a_wish_keeps_nothing(town: Town) -> None:
    provider, _ = town.provider()
    consent = town.says(provider)
    wish = Wish(provider_id=provider, need="Advice")
    seen = town.office.ask(lambda reads: prospect(reads, town.case_id, wish, None))
    assert seen.consent is not None
    assert seen.consent.asked_at == consent.asked_at
    assert town.office.ask(lambda reads: reads.count(Referral)) == 0
