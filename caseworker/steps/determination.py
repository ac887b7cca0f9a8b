"""The formal decision on what is best for a child: by a panel, after a look (R-247, R-437)."""

from __future__ import annotations

from caseworker.answers import Answers, fill
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.assessment import BestInterests
from caseworker.model.ids import CaseId
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_

LEAST_ON_PANEL = 3
_PANEL = "/data/panel_part/panel"
_HEARD = "/data/child/how_heard"


def newest_look(reads: Reads, case_id: CaseId) -> BestInterests | None:
    """Return the newest look at what is best for the child of a case, or None."""
    found = reads.matching(BestInterests, case_id=case_id, order_by="-looked_at_on", limit=1)
    return found[0] if found else None


def findings(look: BestInterests | None, answers: Answers) -> Findings:
    """Return what keeps a determination from being kept; without a decision nothing does."""
    if not answers.of("best_interests").get("determination", "").strip():
        return ()
    found = []
    if look is None:
        what, why = (
            N_("The look at what is best for the child is missing"),
            N_("A panel decides on what was looked at before. Fill it in with the assessment."),
        )
        found.append(stops("best-interests-missing", what, why, "R-247"))
    if len(answers.free.get(_PANEL, "").split()) < LEAST_ON_PANEL:
        what, why = (
            N_("The panel is too small"),
            N_("At least three views decide together, never one person."),
        )
        found.append(stops("panel-too-small", what, why, "R-247", answer="panel"))
    if answers.free.get(_HEARD, "") in {"", "not_heard"}:
        what, why = (
            N_("The child is not heard yet"),
            N_("The child's own view comes first, in words, play or pictures."),
        )
        found.append(stops("child-not-heard", what, why, "R-437", answer="how_heard"))
    return tuple(found)


def keep_determination(work: UnitOfWork, case_id: CaseId, answers: Answers) -> BestInterests | None:
    """Keep what the panel decided with the look on which it decided; None: there is none yet.

    Raises:
        GateClosed: nobody looked before, the panel is too small, or the child was not heard.
    """
    look = newest_look(work, case_id)
    pass_gate(findings(look, answers))
    if look is None:
        return None
    fill(look, answers.of("best_interests"))
    decided = bool(look.determination.strip())
    if decided is (look.determined_at is None):
        look.determined_at = work.now() if decided else None
        look.determined_by = work.actor.user_id if decided else None
    return look
