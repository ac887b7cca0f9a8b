"""Ask after registration: again, for a referral, or once somebody can answer at last.

Help may come first and consent later; the same rules of age hold as at registration.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from caseworker.centre.settings import the_centre
from caseworker.consent import age
from caseworker.consent.asking import keep_answers, keep_assent
from caseworker.consent.children import child_findings
from caseworker.consent.talk import Asked, Talk
from caseworker.findings import Findings, pass_gate
from caseworker.model.consent import Consent, KindOfConsent
from caseworker.model.ids import PersonId, RelationshipId
from caseworker.model.person import Person
from caseworker.model.values import Answer
from caseworker.people.ties import Guardian, guardian_tie, known_tie
from caseworker.ports import Reads, UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came out of a talk."""

    asked: tuple[Asked, ...]
    talk: Talk = field(default_factory=Talk)
    guardian: Guardian | None = None
    assent: Answer = Answer.NOT_ASKED
    """What the child says, where the age band asks for it (R-437)."""


def said_findings(reads: Reads, person_id: PersonId, said: Said) -> Findings:
    """Return what an age asks for: a guardian's word, and the child's own (R-437, R-438)."""
    if not any(line.answer is Answer.YES for line in said.asked):
        return ()
    person = reads.get(Person, person_id)
    needed = age.needed(person, the_centre(reads), reads.now().date())
    return child_findings(needed, said.talk, said.assent)


def keep_said(work: UnitOfWork, person_id: PersonId, said: Said) -> list[Consent]:
    """Keep what was said, with the guardian's tie and the child's own word beside it.

    Raises:
        NotAllowed: the actor's role does not cover it.
        GateClosed: a yes was not given as it must be, or a child's guardian is missing.
    """
    pass_gate(said_findings(work, person_id, said))
    talk = said.talk
    if said.guardian is not None:
        guardian = known_tie(work, person_id, said.guardian)
        if guardian is None:
            key = RelationshipId(work.new_id())
            guardian = guardian_tie(said.guardian, key, person_id, work)
            work.add(guardian)
        talk = replace(talk, kind=KindOfConsent.GUARDIAN, guardian_id=guardian.id)
    if said.assent in {Answer.YES, Answer.NO} and said.asked:
        childs_word = replace(said.asked[0], answer=said.assent)
        keep_assent(work, childs_word, talk, person_id=person_id)
    return keep_answers(work, said.asked, talk, person_id=person_id)
