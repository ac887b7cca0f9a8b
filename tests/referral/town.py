"""What the tests of referrals share: a centre, Selam, her case, and providers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked, Talk
from caseworker.model.case import Case, ProtectionFlag
from caseworker.model.consent import (
    CanDecide,
    Capacity,
    Consent,
    Evidence,
    FormOfConsent,
    Purpose,
    Setting,
)
from caseworker.model.directory import ProviderKind
from caseworker.model.ids import CaseId, CentreId, PersonId, ProviderId, ServiceId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel, Person, SafeContact, Sex
from caseworker.model.referral import DataItem, Referral
from caseworker.model.staff import Centre
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.referral.life_cycle import Wish, prepare
from tests.directory.entries import enter
from tests.twin import TwinOffice

LEAST = (DataItem.FIRST_NAME, DataItem.LANGUAGES, DataItem.NEED)


def free_talk(work: UnitOfWork) -> Talk:
    """Return a talk that leaves nothing to wish for."""
    return Talk(
        setting=Setting(private=True, limits_told=True, said_back=True, language="ti"),
        capacity=Capacity(CanDecide.YES, True, True, True, True),
        evidence=Evidence(
            form=FormOfConsent.VERBAL,
            certified_by=work.actor.user_id,
            certified_at=work.now(),
        ),
    )


class Town:
    """An office with a case and a clock that can be turned."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 18, 9, 10, tzinfo=UTC)
        self.office = TwinOffice(clock=lambda: self.moment)
        self.person_id: PersonId
        self.case_id: CaseId
        self.office.perform(self._settle)

    def _settle(self, work: UnitOfWork) -> None:
        work.add(Centre(id=CentreId(work.new_id()), name="Harbour Gate"))
        person = Person(
            id=PersonId(work.new_id()),
            given_name="Selam",
            family_name="Tesfay",
            languages=("ti",),
            sex=Sex.FEMALE,
            registered_at=work.now(),
            registered_by=work.actor.user_id,
        )
        work.add(person)
        case = Case(
            id=CaseId(work.new_id()),
            number="7QK-0001",
            person_id=person.id,
            opened_at=work.now(),
            opened_by=work.actor.user_id,
            assigned_to=work.actor.user_id,
        )
        work.add(case)
        self.person_id, self.case_id = person.id, case.id

    @property
    def today(self) -> date:
        return self.moment.date()

    def later(self, **time: int) -> None:
        self.moment += timedelta(**time)

    def provider(
        self, name: str = "Legal aid", kind: ProviderKind = ProviderKind.ORGANISATION, **more: Any
    ) -> tuple[ProviderId, ServiceId]:
        return self.office.perform(enter(name, kind=kind, **more))[0]

    def says(
        self,
        provider_id: ProviderId,
        *items: DataItem,
        answer: Answer = Answer.YES,
        purpose: Purpose = Purpose.REFERRAL,
        valid_until: date | None = None,
    ) -> Consent:
        """Keep what she says to sharing *items* with the provider."""
        line = Asked(
            purpose=purpose,
            provider_id=provider_id,
            data_items=tuple(item.value for item in items or LEAST),
            answer=answer,
            valid_until=valid_until,
        )
        return self.office.perform(
            lambda work: keep_answers(work, (line,), free_talk(work), person_id=self.person_id)
        )[0][0]

    def prepared(self, provider_id: ProviderId, **wish: Any) -> Referral:
        values = {"need": "Advice on her claim", **wish}
        return self.office.perform(
            lambda work: prepare(work, self.case_id, Wish(provider_id=provider_id, **values))
        )[0]

    def flag(self, *flags: ProtectionFlag) -> None:
        def act(work: UnitOfWork) -> None:
            work.get(Case, self.case_id).protection_flags = frozenset(flags)

        self.office.perform(act)

    def child_of(self, age: int) -> None:
        def act(work: UnitOfWork) -> None:
            born = PartialDate.of(date(self.today.year - age, 1, 1))
            work.get(Person, self.person_id).date_of_birth = born

        self.office.perform(act)

    def reach_by_phone(self, number: str, *, never: bool = False) -> None:
        def act(work: UnitOfWork) -> None:
            way = SafeContact(
                id=work.new_id(),
                person_id=self.person_id,
                channel=Channel.PHONE,
                address=number,
                never=never,
            )
            work.add(way)

        self.office.perform(act)
