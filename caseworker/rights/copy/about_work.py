"""What the record says of the work together: notes, plan, help, reviews, the end."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.documents import common
from caseworker.model.case import Case, CaseNote, Contact, ProtocolRun, StepProgress
from caseworker.model.directory import Provider
from caseworker.model.paper import Paper
from caseworker.model.plan import PlanAgreement, ServiceDelivery
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp, Meeting, Review, Transfer
from caseworker.model.supervision import PlanLook, QueueNote
from caseworker.model.team_meeting import AgendaItem
from caseworker.ports import missing
from caseworker.rights.copy import about_forms, about_handovers, about_looks
from caseworker.rights.copy.items import Gathering, HeldBack, Item, Section, joined
from caseworker.steps import planning
from caseworker.text import N_, isolate
from caseworker.words import item_name, name_of


def sections(gather: Gathering) -> list[Section]:
    """Return the sections about the work, case by case; all of it was told in confidence."""
    found = []
    cases = gather.reads.matching(Case, person_id=gather.person.id, order_by=("opened_at", "id"))
    for case in cases:
        private = gather.in_confidence
        found += [
            gather.section(N_("The case"), private(_case(gather, case))),
            gather.section(N_("Notes"), private(_notes(gather, case))),
            gather.section(N_("Contacts"), private(_contacts(gather, case))),
            gather.section(N_("Assessment"), private(about_looks.looks(gather, case))),
            gather.section(N_("Protection"), private(about_looks.protection(gather, case))),
            gather.section(N_("Plan"), private(_plan(gather, case))),
            gather.section(N_("Help and referrals"), private(_help(gather, case))),
            gather.section(N_("Follow-up and review"), private(_reviews(gather, case))),
            gather.section(N_("Closure and handover"), private(_ends(gather, case))),
        ]
    forms = gather.in_confidence(about_forms.filled(gather))
    papers = gather.in_confidence(_papers(gather))
    return [
        *found,
        gather.section(N_("Forms of this centre"), forms),
        gather.section(N_("Papers attached"), papers),
    ]


def _papers(gather: Gathering) -> Iterator[Item]:
    """Yield what papers there are; the scans themselves are looked at together, on screen."""
    text = gather.text
    papers = gather.reads.matching(
        Paper, missing("taken_out_at"), person_id=gather.person.id, order_by=("filed_at", "id")
    )
    for paper in papers:
        held = HeldBack.OTHER_PEOPLE if paper.third_party else None
        if paper.staff_only:
            held = HeldBack.STAFF_ONLY
        said = joined(name_of(paper.kind, text), common.born(paper.dated, text))
        yield gather.item(paper, "paper", N_("Paper"), said, held)


def _case(gather: Gathering, case: Case) -> Iterator[Item]:
    text, danger = gather.text, HeldBack.DANGER
    flags = text.listed(sorted(name_of(flag, text) for flag in case.protection_flags))
    risk = joined(*(name_of(case.risk.level, text), case.risk.reason))
    code = common.code_of(gather.reads, case.assigned_to)
    for field, label, value, held in (
        ("number", N_("Case number"), case.number, None),
        ("opened", N_("Opened"), common.day(case.opened_at, text), None),
        ("closed", N_("Closed"), common.day(case.closed_at, text), None),
        ("caseworker", N_("Caseworker"), code, None),
        ("risk", N_("Risk"), risk, danger),
        ("flags", N_("Protection"), flags, danger),
        ("tutor", N_("Tutor"), case.tutor, HeldBack.OTHER_PEOPLE),
        ("peer", N_("Peer mentor"), case.peer_mentor, HeldBack.OTHER_PEOPLE),
        ("leaves", N_("Expected departure"), case.expected_departure, danger),
    ):
        yield gather.item(case, field, label, value, held)
    for step in gather.reads.matching(StepProgress, case_id=case.id, order_by=("since", "id")):
        state = (name_of(step.state, text), common.day(step.since, text), step.why)
        yield gather.item(step, "step", name_of(step.step, text), joined(*state))
    for run in gather.reads.matching(ProtocolRun, case_id=case.id):
        said = joined(*(name_of(run.kind, text), common.day(run.opened_at, text), run.outcome))
        yield gather.item(run, "protocol", N_("What was done"), said, danger)


def _notes(gather: Gathering, case: Case) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    for note in reads.matching(CaseNote, case_id=case.id, order_by=("written_at", "id")):
        held = None
        if note.staff_only:
            held = HeldBack.STAFF_ONLY
        elif note.third_party:
            held = HeldBack.OTHER_PEOPLE
        written = common.day(note.written_at, text), common.code_of(reads, note.written_by)
        for field, label, words in (
            ("observed", N_("Observed"), note.observed),
            ("said", N_("Said"), note.said),
            ("opinion", N_("Opinion"), note.opinion),
        ):
            value = joined(words, *written) if words.strip() else ""
            yield gather.item(note, field, label, value, held)


def _contacts(gather: Gathering, case: Case) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    own = {gather.person.full_name, gather.person.called, gather.person.short_name, ""}
    for each in reads.matching(Contact, case_id=case.id, order_by=("at", "id")):
        held = None if each.with_whom in own else HeldBack.OTHER_PEOPLE
        said: tuple[str, ...] = (
            common.day(each.at, text),
            name_of(each.channel, text),
            each.about,
            common.code_of(reads, each.by),
        )
        yield gather.item(each, "contact", N_("Contact"), joined(*said), held)


def _plan(gather: Gathering, case: Case) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    plan = planning.plan_of(reads, case.id)
    if plan is None:
        return
    for field, label, words in (
        ("monitoring", N_("How we look after it"), plan.monitoring),
        ("feedback", N_("How what you say comes back in"), plan.feedback),
        ("data_protection", N_("How your data are kept safe"), plan.data_protection),
        ("information_sharing", N_("Who tells whom what"), plan.information_sharing),
    ):
        yield gather.item(plan, field, label, words)
    for agreed in reads.matching(PlanAgreement, plan_id=plan.id, order_by=("version", "id")):
        version = text("Version {number}", number=text.number(agreed.version))
        signed = joined(version, common.day(agreed.agreed_at, text))
        yield gather.item(agreed, "agreed", N_("Agreed together"), signed)
    for look in reads.matching(PlanLook, case_id=case.id, order_by=("looked_at", "id")):
        seen = joined(
            common.day(look.looked_at, text), look.comment, common.code_of(reads, look.looked_by)
        )
        yield gather.item(look, "look", N_("What a supervisor said of the plan"), seen)
    for note in reads.matching(QueueNote, subject=case.id, order_by=("written_at", "id")):
        wrote = joined(
            common.day(note.written_at, text), note.comment, common.code_of(reads, note.written_by)
        )
        word = wrote if note.comment else ""
        yield gather.item(note, "word", N_("A word among supervisors"), word)
    for goal in planning.objectives(reads, plan.id):
        said: tuple[str, ...] = (
            goal.title,
            goal.own_words,
            goal.measure,
            name_of(goal.state, text),
            goal.state_note,
            common.day(goal.review_on, text),
        )
        yield gather.item(goal, "goal", N_("Goal"), joined(*said))
        for act in planning.actions(reads, goal.id):
            who = act.responsible_other or common.code_of(reads, act.responsible_user)
            done = (act.what, who, common.day(act.due, text), act.outcome)
            yield gather.item(act, "action", N_("Step"), joined(*done))


def _help(gather: Gathering, case: Case) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    for given in reads.matching(ServiceDelivery, case_id=case.id, order_by=("given_on", "id")):
        said: tuple[str, ...] = (
            given.what,
            common.day(given.given_on, text),
            name_of(given.outcome, text),
            given.progress,
            given.contingency_plan,
        )
        yield gather.item(given, "help", N_("Help"), joined(*said))
    for sent in reads.matching(Referral, case_id=case.id, order_by=("prepared_at", "id")):
        provider = reads.find(Provider, sent.provider_id)
        held = HeldBack.DANGER if provider and provider.confidential else None
        said = (sent.need, provider.name if provider else "", name_of(sent.state, text),
                text.listed(item_name(item.value, text) for item in sent.data_items), sent.answer,
                sent.outcome, sent.her_feedback)  # fmt: skip
        yield gather.item(sent, "referral", N_("Referral"), joined(*said), held)
        limits = sent.restrictions
        yield gather.item(sent, "limits", N_("What must not be shared"), limits, HeldBack.DANGER)


def _reviews(gather: Gathering, case: Case) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    for look in reads.matching(FollowUp, case_id=case.id, order_by=("due_at", "id")):
        said: tuple[str, ...] = (
            common.day(look.due_at, text),
            look.what,
            name_of(look.state, text),
            look.outcome,
        )
        yield gather.item(look, "look", N_("Follow-up"), joined(*said))
    for review in reads.matching(Review, case_id=case.id, order_by=("held_on", "id")):
        held_on = common.day(review.held_on, text)
        said = (held_on, review.what_changed, review.her_view, review.adjustments)
        yield gather.item(review, "review", N_("Review"), joined(*said))
        risk = joined(*(name_of(review.risk.level, text), review.risk.reason))
        yield gather.item(review, "risk", N_("Risk"), risk, HeldBack.DANGER)
        yield gather.item(review, "told", N_("Partners told"), review.told_partners)
    for meeting in reads.matching(Meeting, case_id=case.id, order_by=("held_at", "id")):
        said = (common.day(meeting.held_at, text), name_of(meeting.kind, text), meeting.decisions)
        yield gather.item(meeting, "meeting", N_("Meeting"), joined(*said))
        if meeting.partners:
            heard = text.listed(isolate(each) for each in meeting.partners)
            yield gather.item(meeting, "partners", N_("Partners who were there"), heard)
        present = text.listed(meeting.attendants)
        label = N_("Who was there")
        yield gather.item(meeting, "present", label, present, HeldBack.OTHER_PEOPLE)
    for item in reads.matching(AgendaItem, case_id=case.id, order_by=("meeting_id", "id")):
        until = common.day(item.done_until, text)
        said = (item.decision, common.code_of(reads, item.done_by), until)
        decided = joined(*said) if item.decision else ""
        yield gather.item(item, "decided", N_("Decided at a meeting of the team"), decided)


def _ends(gather: Gathering, case: Case) -> Iterator[Item]:
    text, reads = gather.text, gather.reads
    for end in reads.matching(Closure, case_id=case.id, order_by=("prepared_at", "id")):
        said: tuple[str, ...] = (
            name_of(end.reason, text),
            end.explanation,
            end.transition,
            end.unmet_needs,
            common.day(end.closed_at, text),
        )
        yield gather.item(end, "closure", N_("Why the work ends"), joined(*said))
        comment = end.decision_comment
        yield gather.item(end, "comment", N_("Note"), comment, HeldBack.STAFF_ONLY)
    for move in reads.matching(Transfer, case_id=case.id, order_by=("prepared_at", "id")):
        said = (name_of(move.kind, text), move.reason, move.done_so_far, move.still_to_do,
                move.her_view)  # fmt: skip
        yield gather.item(move, "handover", N_("Handover"), joined(*said))
        yield gather.item(move, "risks", N_("Risk"), move.risks, HeldBack.DANGER)
    yield from about_handovers.went(gather, case)
    yield from about_handovers.came(gather, case)
