"""Chapter: referrals and their answers, a withdrawal, closures asked, cases handed over."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.demo import talks
from caseworker.demo.casework import case_of, person_of
from caseworker.demo.staff import AMINA, JOSEPHINE
from caseworker.demo.story import Act, Story
from caseworker.keys import Newcomer
from caseworker.model.consent import Purpose
from caseworker.model.directory import Provider
from caseworker.model.ids import InboundReferralId, ProviderId, ReferralId, ServiceId, UserId
from caseworker.model.inbound_referral import CameBy, SaidConsent
from caseworker.model.person import Channel, Person
from caseworker.model.referral import DataItem, Priority, ReferralState
from caseworker.model.review import ClosureReason, TransferKind
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.referral import inbound, life_cycle
from caseworker.referral.inbound import Received
from caseworker.steps import closure, transfer

ITEMS = (DataItem.FIRST_NAME, DataItem.CASE_NUMBER, DataItem.LANGUAGES, DataItem.NEED)


@dataclass(frozen=True)
class Sent:
    """A referral: to which service, for what, and what came back."""

    key: str
    who: Newcomer
    place: str
    need: str
    days: int
    answer: ReferralState | None = None
    words: str = ""
    priority: Priority = Priority.NORMAL
    goes: bool = True
    """Whether it was sent; otherwise it is prepared and waits."""


REFERRALS = (
    Sent("binta", AMINA, "port-maren 0", "Advice on a birth record for her daughter.", 9),
    Sent("mariam", AMINA, "open-door 0", "Two school places, 11 and 15 years.", 4),
    Sent("yusuf", AMINA, "housing 0", "A place on the housing list.", 20,
         ReferralState.DECLINED, "A residence paper is missing."),
    Sent("farid", AMINA, "tracing 0", "A search for his brother.", 12, ReferralState.ACCEPTED,
         "First talk on Thursday."),
    Sent("ibrahim", JOSEPHINE, "port-maren 0", "A talk with a lawyer about papers.", 15,
         ReferralState.PROVIDED, "Seen on Monday."),
    Sent("aisha", JOSEPHINE, "quiet-room 1", "A place in the women’s circle.", 22,
         ReferralState.PROVIDED, "She comes every week.", Priority.URGENT),
    Sent("fatoumata", AMINA, "sail 1", "A place on the kitchen course.", 11),
    Sent("oksana", AMINA, "rights-desk 0", "Which paper the board asks for.", 1, goes=False),
)  # fmt: skip


def tell(story: Story) -> None:
    """Tell how things were sent, answered, taken back, ended and handed over."""
    for number, each in enumerate(REFERRALS):
        story.tell(each.who, story.at(each.days, f"10:{number:02}"), sent(story, each))
        if each.answer is not None:
            at = story.at(each.days - 3, f"11:{number:02}")
            story.tell(each.who, at, answered(story, each))
    story.tell(AMINA, story.at(5, "16:30"), lambda work: _taken_back(story, work))
    _sent_to_us(story)
    _closures(story)
    _handovers(story)


def sent(story: Story, it: Sent) -> Act:
    """Return the act of asking for a yes, preparing a referral, and sending it if it goes."""

    def act(work: UnitOfWork) -> None:
        provider_id = ProviderId(story.ids[it.place.split()[0]])
        person = work.get(Person, person_of(story, it.key))
        line = Asked(
            purpose=Purpose.REFERRAL,
            provider_id=provider_id,
            recipient=work.get(Provider, provider_id).name,
            data_items=tuple(item.value for item in ITEMS),
            answer=Answer.YES,
        )
        talk = talks.talk(work, person.languages[0], talks.spoken)
        keep_answers(work, (line,), talk, person_id=person.id)
        wish = life_cycle.Wish(
            provider_id=provider_id,
            service_id=ServiceId(story.ids[it.place]),
            need=it.need,
            priority=it.priority,
            data_items=ITEMS,
            restrictions="Please call in the morning only.",
        )
        referral = life_cycle.prepare(work, case_of(story, it.key), wish)
        story.ids[f"referral {it.key}"] = referral.id
        if it.goes:
            life_cycle.send(work, referral.id, "printed, she takes it along")

    return act


def answered(story: Story, it: Sent) -> Act:
    """Return the act of noting what came back, and how it was for the person."""

    def act(work: UnitOfWork) -> None:
        if it.answer is None:
            return
        referral_id = ReferralId(story.ids[f"referral {it.key}"])
        life_cycle.answered(work, referral_id, it.answer, it.words)
        if it.answer is ReferralState.PROVIDED:
            life_cycle.keep_feedback(
                work, referral_id, helped=True, words="They listened.", outcome="Goes on there."
            )

    return act


def _taken_back(story: Story, work: UnitOfWork) -> None:
    scope = Scope(purpose=Purpose.REFERRAL, provider_id=ProviderId(story.ids["sail"]))
    withdraw(
        work,
        person_of(story, "fatoumata"),
        scope,
        evidence=talks.spoken(work),
        pressure_suspected=True,
        pressure_note="A man waited outside and came in twice.",
    )


def _sent_to_us(story: Story) -> None:
    """Tell whom partners sent: one is awaited, one has a record by now."""
    story.tell(AMINA, story.at(1, "15:40"), _clinic_calls)
    story.tell(JOSEPHINE, story.at(13, "10:20"), lambda work: _legal_aid_writes(story, work))
    story.tell(JOSEPHINE, story.at(13, "10:50"), lambda work: _answered_legal_aid(story, work))


def _clinic_calls(work: UnitOfWork) -> None:
    sent = inbound.receive(
        work,
        Received(
            referred_by="Nurse at the harbour clinic",
            reply_to="555 0134, mornings",
            came_by=CameBy.PHONE,
            need="A place where a woman and her baby can rest and talk.",
            priority=Priority.URGENT,
            how_to_reach="At the clinic, room 3, before noon. Do not call her phone.",
            consent_said=SaidConsent.NOT_SAID,
        ),
    )
    inbound.accept(work, sent.id)


def _legal_aid_writes(story: Story, work: UnitOfWork) -> None:
    sent = inbound.receive(
        work,
        Received(
            provider_id=ProviderId(story.ids["port-maren"]),
            reply_to="By letter",
            came_by=CameBy.PAPER,
            their_reference="PM-118",
            need="Somebody who goes along to the school office.",
            consent_said=SaidConsent.WRITTEN,
            consent_words="Name and need, to this centre",
        ),
    )
    story.ids["sent by legal aid"] = sent.id


def _answered_legal_aid(story: Story, work: UnitOfWork) -> None:
    sent = InboundReferralId(story.ids["sent by legal aid"])
    inbound.accept(work, sent)
    inbound.is_somebody_known(work, sent, person_of(story, "mariam"))
    inbound.answer_sent(work, sent, Channel.EMAIL)


def _closures(story: Story) -> None:
    sister = closure.Ending(
        reason=ClosureReason.LEFT_THE_PLACE,
        explanation="She moves to her sister.",
        transition="Her sister’s caseworker knows the day; papers are with her.",
        no_unmet_needs=True,
        told_how_to_return=True,
        feedback_asked=True,
    )
    work_found = closure.Ending(
        reason=ClosureReason.SUPPORT_ENDED,
        explanation="He has work and friends.",
        transition="Knows where to ask, and has the number of the desk.",
        unmet_needs="A licence for the shop; the work point goes on with it.",
        told_how_to_return=True,
    )
    story.tell(AMINA, story.at(1, "11:00"), _asked(story, "hodan", sister))
    story.tell(AMINA, story.at(2, "11:10"), _asked(story, "reza", work_found))
    story.tell(AMINA, story.at(8, "11:20"), _asked(story, "grace", work_found))
    story.tell(
        JOSEPHINE,
        story.at(7, "09:40"),
        lambda work: closure.approve(work, case_of(story, "grace"), "Well prepared."),
    )


def _asked(story: Story, key: str, ending: closure.Ending) -> Act:
    def act(work: UnitOfWork) -> None:
        closure.prepare(work, case_of(story, key), ending)
        closure.ask_approval(work, case_of(story, key))

    return act


def _handovers(story: Story) -> None:
    story.tell(JOSEPHINE, story.at(1, "13:00"), lambda work: _offered(story, work))
    story.tell(AMINA, story.at(3, "13:30"), lambda work: _moved(story, work))


def _offered(story: Story, work: UnitOfWork) -> None:
    handover = transfer.Handover(
        kind=TransferKind.COLLEAGUE,
        receiving_user=UserId(story.user(AMINA)),
        reason="Josephine supervises two more centres from now on.",
        done_so_far="A plot in the town garden; papers in order.",
        still_to_do="The tools, and the first harvest. Ask for the welfare letter by the 30th.",
        risks="Money is short at the end of each month.",
        introduced="All three meet at the garden.",
        her_view="He would like to stay with somebody he knows, and knows Amina.",
    )
    transfer.prepare(work, case_of(story, "amadou"), handover)
    transfer.offer(work, case_of(story, "amadou"))


def _moved(story: Story, work: UnitOfWork) -> None:
    line = Asked(
        purpose=Purpose.TRANSFER,
        recipient="Northbank centre",
        data_items=transfer.HANDED_OVER,
        answer=Answer.YES,
    )
    talk = talks.talk(work, "ku", talks.signed(1.2))
    keep_answers(work, (line,), talk, person_id=person_of(story, "karwan"))
    handover = transfer.Handover(
        kind=TransferKind.OTHER_CENTRE,
        receiving_centre="Northbank centre",
        reason="He moves there.",
        done_so_far="Form for the visa, photos.",
        still_to_do="The appointment at the office on the 12th.",
        introduced="Talked on the telephone, all three.",
        her_view="He is glad of the sea there.",
    )
    transfer.prepare(work, case_of(story, "karwan"), handover)
    transfer.offer(work, case_of(story, "karwan"))
    transfer.answer(work, case_of(story, "karwan"), accepted=True, words="He is expected.")
