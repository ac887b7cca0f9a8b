"""She says no in one record while another laptop finds that two records are hers."""

from __future__ import annotations

from caseworker.consent.withdrawal import to_recall
from caseworker.model.case import Case
from caseworker.model.ids import PersonId
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.staff import Role
from caseworker.model.values import Answer
from caseworker.people.duplicates.joining import ask, decide
from caseworker.sync.exchanging import exchange_and_follow_up
from caseworker.views.approvals import recalls
from tests.directory.entries import enter
from tests.sync.acts_of_consent import a_case_for, asks_and_sends, prepares, says
from tests.sync.stores import Desk, World, add_person


def exchange(centre: World, *desks: Desk) -> None:
    for desk in desks:
        exchange_and_follow_up(desk.office, centre.carrier(desk), "stick")


def test_what_went_out_from_the_first_is_recalled_and_stands_on_today(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li", role=Role.SUPERVISOR), "Bo Li", "second")
    amina.act(enter("Legal aid"))
    amina.act(lambda work: a_case_for(work, "Selam", amina.actor))
    (case,) = amina.office.ask(lambda reads: reads.matching(Case))
    second = PersonId(amina.act(add_person("Selma")))
    held = amina.act(lambda work: ask(work, case.person_id, second, "The same scar").id)
    exchange(centre, amina, bo)

    bo.act(lambda work: decide(work, held, one_person=True))
    referral = amina.act(lambda work: prepares(work, case.id))
    amina.act(lambda work: asks_and_sends(work, referral))
    amina.act(lambda work: says(Answer.NO)(work, second))
    exchange(centre, bo, amina, bo)

    for desk in (amina, bo):
        gone = desk.office.ask(lambda reads: reads.get(Referral, referral))
        assert gone.state is ReferralState.RECALLED
    (open_one,) = amina.office.ask(lambda reads: to_recall(reads, case.person_id))
    assert [each.id for each in amina.office.ask(recalls)] == [open_one.id]
