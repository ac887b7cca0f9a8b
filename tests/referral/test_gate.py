from __future__ import annotations

import pytest

from caseworker.consent.gate import OtherBasis
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.errors import GateClosed
from caseworker.findings import Severity
from caseworker.model.case import ProtectionFlag
from caseworker.model.consent import Basis, BasisUse, Disclosure, Purpose
from caseworker.model.directory import ProviderKind
from caseworker.model.ids import ReferralId
from caseworker.model.referral import DataItem, Referral, ReferralState
from caseworker.model.values import Answer
from caseworker.referral.gate import findings
from caseworker.referral.life_cycle import send
from caseworker.text import Text
from tests.referral.town import LEAST, Town

LIFE = OtherBasis(basis=Basis.VITAL_INTERESTS, reason="Unconscious", person_told=True)


def codes(town: Town, referral: Referral, other: OtherBasis | None = None) -> dict[str, Severity]:
    found = town.office.ask(lambda reads: findings(reads, reads.get(Referral, referral.id), other))
    return {finding.code: finding.severity for finding in found}


def goes(town: Town, referral: Referral, other: OtherBasis | None = None) -> Referral:
    referral_id = ReferralId(referral.id)
    town.office.perform(lambda work: send(work, referral_id, "Printed form", other))
    return town.office.ask(lambda reads: reads.get(Referral, referral_id))


@pytest.mark.requirement("R-260", "R-245", "R-447")
def test_nothing_leaves_without_a_yes(town: Town) -> None:
    provider, _ = town.provider()
    referral = town.prepared(provider)
    assert codes(town, referral) == {"no-consent": Severity.STOPS}
    with pytest.raises(GateClosed):
        goes(town, referral)
    kept = town.office.ask(lambda reads: reads.get(Referral, referral.id))
    assert kept.state is ReferralState.PREPARED
    assert town.office.ask(lambda reads: reads.count(Disclosure)) == 0


@pytest.mark.requirement("R-260", "R-441")
def test_a_yes_lets_exactly_its_items_pass_and_the_disclosure_says_which(town: Town) -> None:
    provider, _ = town.provider()
    consent = town.says(provider)
    referral = goes(town, town.prepared(provider))
    assert (referral.state, referral.consent_id) == (ReferralState.SENT, consent.id)
    (disclosure,) = town.office.ask(lambda reads: reads.matching(Disclosure))
    assert disclosure.data_items == tuple(item.value for item in LEAST)
    assert disclosure.recipient == "Legal aid"
    assert disclosure.basis is Basis.CONSENT
    assert consent.id in [each.id for each in town.office.relied_on]


@pytest.mark.requirement("R-260")
def test_one_item_more_than_agreed_stops(town: Town) -> None:
    provider, _ = town.provider()
    town.says(provider)
    referral = town.prepared(provider, data_items=(*LEAST, DataItem.AGE))
    assert codes(town, referral) == {"beyond-consent": Severity.STOPS}


def test_a_yes_to_one_provider_opens_nothing_for_another(town: Town) -> None:
    one, _ = town.provider("One")
    other, _ = town.provider("Other")
    town.says(one)
    assert "no-consent" in codes(town, town.prepared(other))


def test_a_no_is_not_a_yes_and_ends_the_yes_before_it(town: Town) -> None:
    provider, _ = town.provider()
    town.says(provider)
    town.later(days=1)
    town.says(provider, answer=Answer.NO)
    assert "said-no" in codes(town, town.prepared(provider))
    town.later(days=1)
    town.says(provider)
    assert not codes(town, town.prepared(provider))


@pytest.mark.requirement("R-260")
def test_a_no_is_told_with_its_day_and_to_nobody_else(town: Town) -> None:
    one, _ = town.provider("One")
    other, _ = town.provider("Other")
    town.says(one, answer=Answer.NO)
    town.later(days=3)
    referral = town.prepared(one)
    (finding,) = town.office.ask(
        lambda reads: findings(reads, reads.get(Referral, referral.id), None)
    )
    assert finding.say(Text("en"))[0] == "Stops here: the answer on 18 November 2026 was no"
    assert "no-consent" in codes(town, town.prepared(other))


def test_a_yes_taken_back_is_told_as_such_until_a_new_one_runs_out(town: Town) -> None:
    provider, _ = town.provider()
    town.says(provider)
    town.later(days=1)
    scope = Scope(purpose=Purpose.REFERRAL, provider_id=provider)
    town.office.perform(lambda work: withdraw(work, town.person_id, scope))
    assert "consent-taken-back" in codes(town, town.prepared(provider))
    town.later(days=1)
    town.says(provider, valid_until=town.today)
    town.later(days=2)
    assert "no-consent" in codes(town, town.prepared(provider))


def test_a_need_must_be_named(town: Town) -> None:
    provider, _ = town.provider()
    town.says(provider)
    assert codes(town, town.prepared(provider, need="  ")) == {"need-missing": Severity.STOPS}


def test_somebody_must_be_recognised_or_accompanied(town: Town) -> None:
    provider, _ = town.provider()
    town.says(provider)
    nameless = (DataItem.LANGUAGES, DataItem.NEED)
    assert codes(town, town.prepared(provider, data_items=nameless)) == {
        "nobody-named": Severity.MISSING
    }
    assert not codes(town, town.prepared(provider, data_items=nameless, accompanied=True))


@pytest.mark.requirement("R-447")
def test_beyond_the_least_a_signed_agreement_is_needed(town: Town) -> None:
    items = (*LEAST, DataItem.FULL_NAME, DataItem.PHONE)
    without, _ = town.provider("Without")
    town.says(without, *items)
    assert codes(town, town.prepared(without, data_items=items)) == {"no-agreement": Severity.STOPS}
    partner, _ = town.provider("Partner", agreement=True)
    town.says(partner, *items)
    assert not codes(town, town.prepared(partner, data_items=items))


@pytest.mark.requirement("R-447")
def test_where_life_is_at_stake_a_missing_agreement_stops_nothing(town: Town) -> None:
    provider, _ = town.provider()
    referral = town.prepared(provider, data_items=(*LEAST, DataItem.FULL_NAME))
    assert codes(town, referral, LIFE) == {"no-agreement": Severity.MISSING}
    assert goes(town, referral, LIFE).state is ReferralState.SENT


def test_what_the_form_cannot_show_does_not_go_along(town: Town) -> None:
    provider, _ = town.provider(agreement=True)
    items = (*LEAST, DataItem.HEALTH)
    town.says(provider, *items)
    assert codes(town, town.prepared(provider, data_items=items)) == {
        "item-not-on-form": Severity.STOPS
    }


def test_another_basis_needs_its_reason_and_is_looked_at_within_a_day(town: Town) -> None:
    provider, _ = town.provider()
    referral = town.prepared(provider)
    silent = OtherBasis(basis=Basis.VITAL_INTERESTS, reason=" ", person_told=True)
    assert codes(town, referral, silent) == {"basis-without-reason": Severity.STOPS}
    sent = goes(town, referral, LIFE)
    assert (sent.basis, sent.consent_id) == (Basis.VITAL_INTERESTS, None)
    (use,) = town.office.ask(lambda reads: reads.matching(BasisUse))
    assert (use.reason, use.referral_id) == ("Unconscious", referral.id)
    assert (use.review_due - use.used_at).days == 1


def test_a_legal_duty_is_named_as_the_centre_wrote_it(town: Town) -> None:
    provider, _ = town.provider()
    duty = OtherBasis(basis=Basis.LEGAL_DUTY, reason="Must be told", person_told=True)
    assert codes(town, town.prepared(provider), duty) == {"duty-without-law": Severity.STOPS}


def test_a_protection_flag_blocks_an_authority_until_a_yes_of_its_own(town: Town) -> None:
    consulate, _ = town.provider("Consulate", kind=ProviderKind.AUTHORITY)
    town.says(consulate)
    referral = town.prepared(consulate)
    assert not codes(town, referral)
    town.flag(ProtectionFlag.PERSECUTION)
    assert codes(town, referral) == {"protection-flag-open": Severity.STOPS}
    town.says(consulate, purpose=Purpose.CONTACT_AUTHORITIES)
    assert not codes(town, referral)


def test_no_other_basis_opens_the_way_to_an_authority_while_a_flag_is_open(town: Town) -> None:
    consulate, _ = town.provider("Consulate", kind=ProviderKind.AUTHORITY)
    town.flag(ProtectionFlag.TRAFFICKING)
    assert codes(town, town.prepared(consulate), LIFE) == {"protection-flag-open": Severity.STOPS}


def test_a_protection_flag_leaves_other_providers_open(town: Town) -> None:
    provider, _ = town.provider()
    town.flag(ProtectionFlag.VIOLENCE)
    town.says(provider)
    assert not codes(town, town.prepared(provider))
