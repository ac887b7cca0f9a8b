"""The consent form, filled or blank (R-431 to R-444)."""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import (
    Block,
    Choice,
    Document,
    Fact,
    Facts,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Signature,
)
from caseworker.model.consent import Consent, Purpose
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.values import Answer
from caseworker.ports import Reads
from caseworker.text import N_, Text
from caseworker.words import item_name, name_of

NOT_SECRET = (
    N_("Somebody's life is in danger."),
    N_("A child is at risk."),
    N_("Somebody who works here harmed or used a person."),
    N_("The law of this country asks the centre to report something."),
)
"""The limits of confidentiality, said before anything else."""

PROMISES = (
    N_("You can say yes to one line and no to another."),
    N_("You can say no and still get a bed, food and care."),
    N_("You can change your mind any day, for one line or for all."),
    N_("You can see what is written about you, correct it, and get a copy."),
)

USUAL_PURPOSES = (Purpose.RECORD, Purpose.INTERVIEW_NOTES, Purpose.PHOTO, Purpose.FIGURES)
"""What a blank form asks; lines for providers are added by hand."""

WHO_SEES_IT = {
    Purpose.RECORD: N_("Your caseworker and the supervisor"),
    Purpose.INTERVIEW_NOTES: N_("Your caseworker"),
    Purpose.PHOTO: N_("Visitors, partners, donors"),
    Purpose.FIGURES: N_("Anyone who reads the monthly report"),
}
WHAT_IT_IS = {
    Purpose.RECORD: N_("Name, family, needs, plan"),
    Purpose.INTERVIEW_NOTES: N_("What you say, in your caseworker's words"),
    Purpose.PHOTO: N_("A photo, no name"),
    Purpose.FIGURES: N_("Age group and sex; small groups stay hidden"),
}


def consent_form(reads: Reads, person_id: PersonId, text: Text) -> Document:
    """Return what a person said yes or no to, as it stands, newest answer per line."""
    person = reads.get(Person, person_id)
    answers = latest_answers(reads, person_id)
    newest = max(answers, key=lambda consent: consent.asked_at, default=None)
    blocks: list[Block] = [
        Facts((Fact(text("Name"), common.named(person)),
               Fact(text("Date of birth"), common.born(person.date_of_birth, text)))),
        *_explanation(text),
        Heading(text("Yes or no")),
        *(_line(consent, text) for consent in answers),
    ]  # fmt: skip
    if newest is not None:
        how = common.said_how(newest.evidence, reads, text)
        blocks += [
            Facts((Fact(text("How it was said"), how),
                   Fact(text("Explained in"), _explained(newest, text)),
                   Fact(text("Asked by"), common.code_of(reads, newest.asked_by)),
                   Fact(text("Date"), common.day(newest.asked_at, text)))),
            common.signature(reads, newest.evidence, text("Signature or mark"),
                             common.day(newest.asked_at, text)),
        ]  # fmt: skip
    return _document(reads, text, tuple(blocks))


def blank_consent_form(reads: Reads, text: Text) -> Document:
    """Return a consent form to fill in by hand."""
    yes, no = text("Yes"), text("No")
    lines = [
        Choice(
            name_of(purpose, text),
            _detail(text(WHO_SEES_IT[purpose]), text(WHAT_IT_IS[purpose]), text),
            ((yes, Mark.EMPTY), (no, Mark.EMPTY)),
        )
        for purpose in USUAL_PURPOSES
    ]
    lines.append(
        Choice(
            text("Ask this provider for help: ______________________________"),
            text("What goes along: ______________________________"),
            ((yes, Mark.EMPTY), (no, Mark.EMPTY)),
        )
    )
    blocks: list[Block] = [
        Facts((Fact(text("Name")), Fact(text("Case number")))),
        *_explanation(text),
        Heading(text("Yes or no")),
        *lines,
        Facts((Fact(text("Explained in")), Fact(text("Interpreter, by code")))),
        Signature(text("Signature or mark"), text("Date")),
        Signature(text("Staff code"), text("Certifies words that were spoken")),
    ]
    return _document(reads, text, tuple(blocks))


def latest_answers(reads: Reads, person_id: PersonId) -> list[Consent]:
    """Return the newest answer to each purpose and recipient, in the order first asked."""
    newest: dict[tuple[object, ...], Consent] = {}
    for consent in reads.matching(Consent, person_id=person_id, order_by=("asked_at", "id")):
        line = (consent.purpose, consent.provider_id, consent.recipient, consent.kind)
        newest[line] = consent
    return list(newest.values())


def _document(reads: Reads, text: Text, blocks: tuple[Block, ...]) -> Document:
    unchecked = (Paragraph(text(common.NOT_CHECKED), small=True),) if text.language != "en" else ()
    return Document(
        language=text.language,
        title=text("What I say yes or no to"),
        subtitle=the_centre(reads).name,
        who_may_see=text(common.ONLY_CASEWORKER_AND_PERSON),
        blocks=(*unchecked, *blocks),
    )


def _explanation(text: Text) -> list[Block]:
    return [
        Heading(text("Before you decide")),
        Listing(tuple(text(promise) for promise in PROMISES)),
        Paragraph(text("What cannot stay secret:")),
        Listing(tuple(text(limit) for limit in NOT_SECRET)),
    ]


def _line(consent: Consent, text: Text) -> Choice:
    options = tuple(
        (name_of(answer, text), Mark.CHOSEN if consent.answer is answer else Mark.EMPTY)
        for answer in (Answer.YES, Answer.NO)
    )
    question = consent.purpose_text or name_of(consent.purpose, text)
    return Choice(question, _detail(_who(consent, text), _what(consent, text), text), options)


def _who(consent: Consent, text: Text) -> str:
    usual = WHO_SEES_IT.get(consent.purpose)
    return consent.recipient or (text(usual) if usual else "")


def _what(consent: Consent, text: Text) -> str:
    usual = WHAT_IT_IS.get(consent.purpose)
    return text.listed(item_name(item, text) for item in consent.data_items) or (
        text(usual) if usual else ""
    )


def _detail(who: str, what: str, text: Text) -> str:
    lines = []
    if who:
        lines.append(text("Who sees it: {who}", who=who))
    if what:
        lines.append(text("What: {what}", what=what))
    return "\n".join(lines)


def _explained(consent: Consent, text: Text) -> str:
    setting = consent.setting
    parts = [text.language_name(setting.language) if setting.language else ""]
    if setting.interpreter is not None:
        parts.append(text("interpreter {code}", code=setting.interpreter.code))
    return text.listed(part for part in parts if part)
