"""Deciding a data access request: what closes the gate, and what to weigh (R-447 to R-454)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from caseworker.errors import NothingToUndo
from caseworker.findings import Finding, Findings, pass_gate, stops
from caseworker.model.data_access import DataAccessRequest, Risk, Wanted
from caseworker.model.rights import Outcome
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_

LONGEST = timedelta(days=366)
"""Nothing is granted for longer: people and dangers change."""


@dataclass(frozen=True, kw_only=True)
class DataAccessDecision:
    """An answer as the data protection officer gives it."""

    outcome: Outcome | None = None
    reason: str = ""
    risks: frozenset[Risk] = frozenset()
    weighed: str = ""
    valid_until: date | None = None


def decision_findings(reads: Reads, request_id: UUID, decision: DataAccessDecision) -> Findings:
    """Return what keeps *decision* from being given."""
    request = reads.get(DataAccessRequest, request_id)
    if decision.outcome is None:
        what, why = (
            N_("The answer is not chosen yet"),
            N_("Granted, partly or refused. A refusal needs its reason."),
        )
        return (stops("no-outcome", what, why, "R-452", answer="outcome"),)
    found: list[Finding] = []
    if decision.outcome is not Outcome.GRANTED and not decision.reason.strip():
        what, why = (
            N_("The reason is missing"),
            N_("Whoever asks is told why, in words that can be understood and contested."),
        )
        found.append(stops("no-reason", what, why, "R-452", answer="reason"))
    if decision.outcome is Outcome.REFUSED:
        return tuple(found)
    if request.wanted is Wanted.PEOPLE:
        what, why = (
            N_("Stops here: names never go out as a list"),
            N_(
                "Each person is asked alone, and what they agree to goes out from their own record."
                " An order of a court is kept there too, as the reason. Refuse, and say so."
            ),
        )
        return (*found, stops("no-lists", what, why, "R-454", answer="outcome"))
    return (*found, *_of_figures(reads, request, decision))


def decide(work: UnitOfWork, request_id: UUID, decision: DataAccessDecision) -> DataAccessRequest:
    """Answer a request, once.

    Raises:
        NotAllowed: the actor is no data protection officer.
        NothingToUndo: it was answered before; whoever asks again fills in another form.
        GateClosed: something stops it, see `decision_findings`.
    """
    require(work.actor, Act.DECIDE_REQUEST)
    request = work.get(DataAccessRequest, request_id)
    if request.decided_at is not None:
        raise NothingToUndo
    pass_gate(decision_findings(work, request_id, decision))
    request.outcome = decision.outcome
    request.reason = decision.reason.strip()
    request.risks = decision.risks
    request.weighed = decision.weighed.strip()
    gives = decision.outcome is not Outcome.REFUSED
    request.valid_until = decision.valid_until if gives else None
    request.decided_at = work.now()
    request.decided_by = work.actor.user_id
    work.record("data access decided", request.id)
    return request


def _of_figures(
    reads: Reads, request: DataAccessRequest, decision: DataAccessDecision
) -> list[Finding]:
    found: list[Finding] = []
    today = reads.now().date()
    if request.signed_on is None:
        what, why = (
            N_("The signed form is missing"),
            N_("Figures about protection go only to who signed the data access request form."),
        )
        found.append(stops("not-signed", what, why, "R-452", answer="signed"))
    if not request.purpose:
        what, why = (
            N_("What for is not written down"),
            N_("Without a purpose nothing can be weighed against the danger."),
        )
        found.append(stops("no-purpose", what, why, "R-452", answer="purpose"))
    if not decision.weighed.strip():
        what, why = (
            N_("What you weighed is missing"),
            N_("Reprisal, exclusion, exploitation, discrimination: say why the use is worth it."),
        )
        found.append(stops("not-weighed", what, why, "R-447", "R-453", answer="weighed"))
    until = decision.valid_until
    if until is None or not today <= until <= today + LONGEST:
        what, why = (
            N_("Until when it may go out is missing"),
            N_("A day within a year. After it, whoever asks signs a new form."),
        )
        found.append(stops("no-end", what, why, "R-452", answer="valid_until"))
    return found
