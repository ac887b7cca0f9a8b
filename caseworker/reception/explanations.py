"""Explanations that a centre records in the languages of those who arrive (R-271 to R-276)."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.evidence.keeping import OpenedFile, open_attached
from caseworker.evidence.ready import ReadyFile
from caseworker.model.arrival import OrientationTopic
from caseworker.model.consent import Purpose
from caseworker.model.explanation import Explanation
from caseworker.model.ids import AttachmentId
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork

Topic = OrientationTopic | Purpose
ASKED = (
    Purpose.RECORD,
    Purpose.INTERVIEW_NOTES,
    Purpose.PHOTO,
    Purpose.RECORDING,
    Purpose.REFERRAL,
    Purpose.FIGURES,
)
"""Purposes that are asked often enough to be explained beforehand."""
TOPICS: tuple[Topic, ...] = (*OrientationTopic, *ASKED)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is kept of one topic in one language; a file of None leaves the one that is there."""

    about: Topic
    language: str
    words: str = ""
    sound: ReadyFile | None = None
    picture: ReadyFile | None = None


def keep_explanation(work: UnitOfWork, told: Told) -> Explanation:
    """Keep how a topic is explained in a language; what was there before stays in the journal.

    Raises:
        NotAllowed: the role does not cover it.
    """
    require(work.actor, Act.WRITE_EXPLANATION)
    kept = work.matching(
        Explanation, about=told.about.value, language=told.language, order_by="id", limit=1
    )
    explanation = kept[0] if kept else _new(work, told)
    explanation.words = told.words
    explanation.kept_at, explanation.kept_by = work.now(), work.actor.user_id
    if told.sound is not None:
        explanation.sound_id = work.attach(told.sound.content, told.sound.kind.media_type)
    if told.picture is not None:
        explanation.picture_id = work.attach(told.picture.content, told.picture.kind.media_type)
    if not kept:
        work.add(explanation)
    return explanation


def explanations(reads: Reads, language: str) -> dict[Topic, Explanation]:
    """Return what the centre has in *language*, in the order in which it is explained."""
    found = {each.about: each for each in reads.matching(Explanation, language=language)}
    return {topic: found[topic.value] for topic in TOPICS if topic.value in found}


def open_part(reads: Reads, attachment_id: AttachmentId) -> OpenedFile:
    """Return a voice or a picture of an explanation. It speaks of nobody, so no look is audited.

    Raises:
        NotFound: its content is not on this laptop.
        StoreDamaged: the content was altered.
    """
    return open_attached(reads, attachment_id)


def _new(work: UnitOfWork, told: Told) -> Explanation:
    return Explanation(
        id=work.new_id(),
        about=told.about.value,
        language=told.language,
        kept_at=work.now(),
        kept_by=work.actor.user_id,
    )
