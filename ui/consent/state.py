"""The state of a consent talk, without Qt: what a draft keeps, and what the domain gets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from caseworker.consent.later import Said
from caseworker.consent.talk import Asked, Talk, YesToRecording
from caseworker.consent.validity import RECORDED
from caseworker.evidence.keeping import SHOWN_BY
from caseworker.model.consent import (
    CanDecide,
    Capacity,
    Evidence,
    FormOfConsent,
    Interpreter,
    InterpreterTie,
    KindOfConsent,
    Purpose,
    Setting,
)
from caseworker.model.ids import AttachmentId, PersonId, ProviderId, UserId
from caseworker.model.person import Tie
from caseworker.model.values import Answer
from caseworker.people.ties import Guardian

USUAL_LINES = (Purpose.RECORD, Purpose.INTERVIEW_NOTES, Purpose.PHOTO, Purpose.FIGURES)
Strokes = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, kw_only=True)
class LineState:
    """One purpose and recipient; every line starts at not asked."""

    purpose: Purpose
    purpose_text: str = ""
    provider_id: UUID | None = None
    recipient: str = ""
    data_items: tuple[str, ...] = ()
    answer: Answer = Answer.NOT_ASKED
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class GuardianState:
    """Who speaks for a child, as far as it is written down."""

    name: str = ""
    person_id: UUID | None = None
    tie: Tie | None = None
    verified_how: str = ""
    doubt: str = ""
    may_be_abuser: bool = False


@dataclass(frozen=True, kw_only=True)
class InterpreterState:
    """Who interprets, by code."""

    code: str = ""
    tie: InterpreterTie = InterpreterTie.INDEPENDENT
    adult: bool = True
    has_signed: bool = False
    override_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TalkState:
    """Everything on the screen of a consent talk."""

    lines: tuple[LineState, ...] = tuple(LineState(purpose=purpose) for purpose in USUAL_LINES)
    private: bool = False
    interpreter: InterpreterState | None = None
    language: str = ""
    limits_told: bool = False
    said_back: bool = False
    can_decide: CanDecide = CanDecide.NOT_LOOKED_AT
    form: FormOfConsent | None = None
    paper_place: str = ""
    strokes: Strokes = ()
    recording: Answer = Answer.NOT_ASKED
    recording_at: datetime | None = None
    """When the yes to recording was said."""
    guardian: GuardianState | None = None
    assent: Answer = Answer.NOT_ASKED

    def with_answer(self, place: int, answer: Answer) -> TalkState:
        """Return the state with the answer of the line at *place* changed."""
        changed = replace(self.lines[place], answer=answer)
        return replace(self, lines=(*self.lines[:place], changed, *self.lines[place + 1 :]))

    def with_line(self, line: LineState) -> TalkState:
        """Return the state with a line more."""
        return replace(self, lines=(*self.lines, line))

    @property
    def open_lines(self) -> int:
        """How many lines are not asked yet."""
        return sum(line.answer is Answer.NOT_ASKED for line in self.lines)

    @property
    def says_yes(self) -> bool:
        """Whether there is a yes to anything."""
        return any(line.answer is Answer.YES for line in self.lines)

    @property
    def refuses_record(self) -> bool:
        """Whether the answer to a record is no."""
        return any(
            line.purpose is Purpose.RECORD and line.answer is Answer.NO for line in self.lines
        )


def asked(state: TalkState) -> tuple[Asked, ...]:
    """Return the lines as the domain takes them; a no to recording is kept as a no too."""
    no_recording = (Asked(purpose=Purpose.RECORDING, answer=Answer.NO),)
    return (
        *_lines(state),
        *(no_recording if state.recording is Answer.NO else ()),
    )


def _lines(state: TalkState) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            purpose=line.purpose,
            purpose_text=line.purpose_text,
            provider_id=ProviderId(line.provider_id) if line.provider_id else None,
            recipient=line.recipient,
            data_items=line.data_items,
            answer=line.answer,
            valid_until=line.valid_until,
        )
        for line in state.lines
    )


def talk(
    state: TalkState, certifier: UserId, now: datetime, attachment: AttachmentId | None = None
) -> Talk:
    """Return everything around the lines; *certifier* certifies words that are spoken (R-435)."""
    return Talk(
        setting=Setting(
            private=state.private,
            interpreter=_interpreter(state.interpreter),
            language=state.language,
            limits_told=state.limits_told,
            said_back=state.said_back,
        ),
        capacity=_capacity(state.can_decide),
        kind=KindOfConsent.GUARDIAN if state.guardian else KindOfConsent.CONSENT,
        evidence=_evidence(state, certifier, now, attachment),
        recording=_recording(state, certifier),
    )


def said(
    state: TalkState, certifier: UserId, now: datetime, attachment: AttachmentId | None = None
) -> Said:
    """Return the whole talk as the domain keeps it after registration."""
    return Said(
        asked=asked(state),
        talk=talk(state, certifier, now, attachment),
        guardian=guardian(state),
        assent=state.assent,
    )


def guardian(state: TalkState) -> Guardian | None:
    """Return who speaks for the child, as registration takes it: nobody, until the tie is said."""
    said = state.guardian
    if said is None or said.tie is None:
        return None
    return Guardian(
        tie=said.tie,
        relative_id=PersonId(said.person_id) if said.person_id else None,
        relative_name=said.name,
        verified_how=said.verified_how,
        doubt=said.doubt,
        may_be_abuser=said.may_be_abuser,
    )


def _interpreter(state: InterpreterState | None) -> Interpreter | None:
    if state is None:
        return None
    return Interpreter(
        code=state.code,
        tie=state.tie,
        adult=state.adult,
        has_signed=state.has_signed,
        override_reason=state.override_reason,
    )


def _capacity(can_decide: CanDecide) -> Capacity:
    looked_at = can_decide is not CanDecide.NOT_LOOKED_AT
    return Capacity(can_decide, looked_at, looked_at, looked_at, looked_at)


def _recording(state: TalkState, certifier: UserId) -> YesToRecording | None:
    said = state.recording is Answer.YES and state.form in RECORDED
    if not said or state.recording_at is None:
        return None
    return YesToRecording(certified_by=certifier, certified_at=state.recording_at)


def _evidence(
    state: TalkState, certifier: UserId, now: datetime, attachment: AttachmentId | None
) -> Evidence | None:
    if state.form is None:
        return None
    spoken = state.form is FormOfConsent.VERBAL
    shown = state.form is FormOfConsent.SIGNATURE or state.form in SHOWN_BY
    return Evidence(
        form=state.form,
        attachment_id=attachment if shown else None,
        paper_place=state.paper_place,
        certified_by=certifier if spoken else None,
        certified_at=now if spoken else None,
    )
