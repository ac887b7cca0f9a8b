"""Checking a tie: whether somebody who says to be family is, and is safe (R-209, R-247, R-438)."""

from __future__ import annotations

import re

from caseworker.answers import Answers, fill, typed
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.ids import RelationshipId
from caseworker.model.person import Person, Relationship, Tie
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import N_

_VERDICT = "/data/result/verdict"
_DECIDED_BY = "/data/result/decided_by"
_DECIDES = frozenset({"verified", "not_family"})


def codes_in(words: str) -> tuple[str, ...]:
    """Return the staff codes that somebody typed, each once: "07, 02" and "07 and 02" are two."""
    found = re.findall(r"[^\W_]*\d[^\W_]*", words)
    return tuple(dict.fromkeys(found))


def findings(answers: Answers) -> Findings:
    """Return what keeps the check of a tie from being kept."""
    found = []
    if not answers.of("relationship").get("tie"):
        what, why = (
            N_("What they say to be is missing"),
            N_("A tie is checked as it is claimed."),
        )
        found.append(stops("tie-missing", what, why, "R-209", answer="relationship.tie"))
    decided = answers.free.get(_VERDICT) in _DECIDES
    if decided and len(codes_in(answers.free.get(_DECIDED_BY, ""))) < 2:
        what, why = (
            N_("Two colleagues decide about a tie"),
            N_("Write both staff codes. One alone can be deceived, or pressed."),
        )
        found.append(stops("decided-alone", what, why, "R-438", answer="decided_by"))
    return tuple(found)


def keep_check(
    work: UnitOfWork, person: Person, answers: Answers, known: Relationship | None
) -> Relationship:
    """Keep what a check of a tie to *person* showed; it verifies only where two decided so.

    Raises:
        GateClosed: the tie is not named, or one alone decided.
    """
    pass_gate(findings(answers))
    said = answers.of("relationship")
    name, claimed = said.get("relative_name", "").strip(), typed(Relationship, said)["tie"]
    tie = known or _claimed(work, person, name, claimed)
    if tie is None:
        tie = Relationship(
            id=RelationshipId(work.new_id()),
            person_id=person.id,
            claimed_at=work.now(),
            **typed(Relationship, said),
        )
        work.add(tie)
    if tie.relative_name.casefold() == name.casefold():
        said["relative_name"] = tie.relative_name
    fill(tie, said)
    verified = answers.free.get(_VERDICT) == "verified"
    if verified is (tie.verified_at is None):
        tie.verified_at = work.now() if verified else None
        tie.verified_by = work.actor.user_id if verified else None
        work.record("tie verified" if verified else "tie no longer verified", person.id)
    return tie


def _claimed(reads: Reads, person: Person, name: str, tie: Tie) -> Relationship | None:
    """Return the claim that is checked, where it was written down before."""
    open_claims = reads.matching(
        Relationship, missing("verified_at"), person_id=person.id, tie=tie, order_by="claimed_at"
    )
    wanted = name.casefold()
    return next((each for each in open_claims if each.relative_name.casefold() == wanted), None)
