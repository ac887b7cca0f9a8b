"""Chapter: what people say of the centre, how it is for them, and a walk through the house."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from caseworker.answers import Answers
from caseworker.centre.settings import the_centre
from caseworker.demo.staff import AMINA, DANIEL, JOSEPHINE
from caseworker.demo.story import Act, Story
from caseworker.form_library.filling import keep_filled
from caseworker.keys import Newcomer
from caseworker.model.ids import FilledFormId
from caseworker.ports import UnitOfWork
from forms import library

_NOTHING: Mapping[str, str] = MappingProxyType({})

_SAID: tuple[tuple[str, Newcomer, int, str, bool, str], ...] = (
    # Called, taken by, days ago, about, a complaint or not, in their words.
    ("lamp", DANIEL, 24, "washing", True, "The lamp beside the showers is broken. We are afraid."),
    ("tea", AMINA, 15, "praise", False, "The woman at the desk brought tea before she asked."),
    ("school", DANIEL, 5, "information", True, "Nobody told us when the school begins."),
)
_ANSWERED = {
    "lamp": "A new lamp hangs there since the same evening, and one more at the stairs.",
    "tea": "Told to her, with thanks.",
}
_SHEETS = ("yes", "yes", "maybe", "yes", "no", "yes", "yes")
"""Whether they would tell a friend to come, a sheet each, from the box in the yard."""
_WALK = {
    "/data/centre/facility": "multifunctional",
    "/data/centre/managed": "partner",
    "/data/centre/phase": "running",
    "/data/centre/people": "62",
    "/data/water/toilets": "4",
    "/data/water/showers": "3",
    "/data/water/litres": "24",
    "/data/space/covered": "290",
    "/data/space/beds": "70",
    "/data/food_part/food": "enough customs clean",
    "/data/next/to_do": "One more shower by the end of the month: Josephine asks the town.",
}


def tell(story: Story) -> None:
    """Tell what was said, and what came of it."""
    for name, who, days_ago, about, complaint, words in _SAID:
        first = _feedback(about, words, complaint=complaint)
        story.tell(who, story.at(days_ago, "17:10"), _kept(story, name, first))
        if name in _ANSWERED:
            answered = _feedback(about, words, complaint=complaint, answer=_ANSWERED[name])
            story.tell(JOSEPHINE, story.at(days_ago - 2, "11:00"), _kept(story, name, answered))
    for place, said in enumerate(_SHEETS):
        sheet = _answers("satisfaction", {"/data/how_asked": "alone", "/data/recommend": said})
        at = story.at(12, f"18:{place:02d}")
        story.tell(DANIEL, at, _kept(story, f"sheet {place}", sheet))
    walk = _answers("centre_standards", _WALK)
    story.tell(JOSEPHINE, story.at(9, "10:30"), _kept(story, "walk", walk))


def _feedback(about: str, words: str, *, complaint: bool, answer: str = "") -> Answers:
    bound = {
        "feedback.channel": "box",
        "feedback.complaint": "yes" if complaint else "no",
        "feedback.words": words,
        "feedback.state": "answered" if answer else "received",
        "feedback.answer": answer,
    }
    return _answers("feedback", {"/data/about": about}, bound)


def _answers(form: str, free: Mapping[str, str], bound: Mapping[str, str] = _NOTHING) -> Answers:
    return Answers(form=form, version=library.version(form), bound=bound, free=free)


def _kept(story: Story, name: str, answers: Answers) -> Act:
    """Return the act that keeps *answers*, or corrects what is kept under this name."""

    def act(work: UnitOfWork) -> None:
        before = story.ids.get(f"said {name}")
        again = FilledFormId(before) if before is not None else None
        filled = keep_filled(work, the_centre(work).id, answers, again)
        story.ids[f"said {name}"] = filled.id

    return act
