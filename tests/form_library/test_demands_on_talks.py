"""The interview, the survey of training needs, and what people think, against what is demanded."""

from __future__ import annotations

import pytest

from tests.form_library.demanded import Demand, asks, chooses, flat, hold, tells

_YES = {"prepare/notes_consent": "yes"}
_TOLD = {**_YES, "before/told_somebody": "yes"}

INTERVIEW = flat(
    tells("R-044", "prepare/prepare_advice", "Trust comes first"),
    tells("R-046", "prepare/prepare_advice", "Read everything once before you meet"),
    chooses("R-047", "prepare/mediator", "yes no"),
    tells("R-047", "prepare/no_mediator", "not clear", prepare__mediator="no"),
    chooses("R-048", "prepare/explained", "who_i_am why"),
    chooses("R-049", "prepare/explained", "why questions feedback"),
    asks("R-049", "prepare/reference"),
    asks("R-049", "prepare/feedback_on", kinds=("date",)),
    chooses("R-050", "prepare/notes_consent", "yes no"),
    tells("R-050", "prepare/no_notes", "write nothing", prepare__notes_consent="no"),
    tells("R-051", "prepare/conduct", "Take time"),
    tells("R-052", "prepare/conduct", "good distance"),
    tells("R-053", "prepare/conduct", "do not judge"),
    tells("R-054", "prepare/conduct", "quietly"),
    tells("R-055", "prepare/conduct", "Offer a break, water or tea"),
    tells("R-056", "thanks", "drink"),
    chooses("R-057", "before/needs_before", "housing", when=_YES),
    chooses("R-058", "before/needs_before",
            "housing training internship parenting balance other", when=_YES),
    asks("R-058", "before/needs_words", when=_YES),
    asks("R-059", "before/told_whom", "before/how_handled", "before/professionals", when=_TOLD),
    chooses("R-059", "before/knew_them", "yes no", when=_TOLD),
    chooses("R-059", "before/clear_information", "yes partly no", when=_YES),
    chooses("R-059", "before/trusted_person", "yes no", when=_YES),
    chooses("R-060", "before/feelings_before",
            "curiosity learning hope fear resignation future children", when=_YES),
    asks("R-060", "before/feelings_before_words", when=_YES),
    chooses("R-061", "during/strengths", "information", when=_YES),
    chooses("R-062", "during/strengths",
            "information mediator professionals tutor peers meetings money ngo own_town childcare"
            " in_person other", when=_YES),
    chooses("R-063", "during/kept_interest", "yes no", when=_YES),
    chooses("R-063", "during/new_skills", "communication computer group team timetable",
            when=_YES),
    chooses("R-064", "during/belonging_better", "yes no", when=_YES),
    asks("R-064", "during/belonging_why", when={**_YES, "during/belonging_better": "no"}),
    asks("R-064", "during/important_to_learn", when=_YES),
    chooses("R-065", "obstacles/hindrances", "transport", when=_YES),
    chooses("R-066", "obstacles/hindrances",
            "transport language professionals peers timetable information no_tutor childcare"
            " discrimination", when=_YES),
    chooses("R-066", "obstacles/hindrance_kind", "material organisational relational", when=_YES),
    chooses("R-067", "obstacles/turned_to",
            "operator psychologist activity tutor partner friend family lawyer", when=_YES),
    chooses("R-068", "heart/emotions",
            "anger disappointment dissatisfaction inability fear stress prefers_not_to_say",
            when=_YES),
    chooses("R-068", "heart/could_ask", "yes no", when=_YES),
    asks("R-068", "heart/who_helped", when={**_YES, "heart/could_ask": "yes"}),
    chooses("R-069", "goals/satisfaction", "high", when=_YES),
    chooses("R-070", "goals/satisfaction", "low medium high", when=_YES),
    asks("R-070", "goals/satisfaction_why", when=_YES),
    chooses("R-072", "goals/feelings_now",
            "autonomy hope strength fear_alone no_trust disappointment worry", when=_YES),
)  # fmt: skip

_FIVE = "no rather_no rather_yes yes never"


def _past(number: str, subject: str) -> list[Demand]:
    """Return that training on *subject* is asked for: whether, when, and who held it."""
    had = {f"courses/{subject}_past": "yes"}
    return [
        *chooses(number, f"courses/{subject}_past", "yes no"),
        *asks(number, f"courses/{subject}_when", when=had, takes="2023-05", refuses=("soon",)),
        *asks(number, f"courses/{subject}_by", when=had),
    ]


SURVEY = flat(
    asks("R-139", "place/institution", "place/position"),
    chooses("R-140", "place/composed", "men women equal"),
    chooses("R-141", "place/colleagues", "yes no not_known"),
    chooses("R-142", "place/women", "yes sometimes no"),
    chooses("R-143", "place/migrants", "yes sometimes no"),
    chooses("R-144", "comfort/talking", _FIVE),
    chooses("R-145", "comfort/needs", _FIVE),
    chooses("R-146", "comfort/referring", _FIVE),
    _past("R-147", "violence"),
    chooses("R-148", "courses/violence_need", "yes no"),
    _past("R-149", "migration"),
    chooses("R-150", "courses/migration_need", "yes no"),
    _past("R-151", "listening"),
    chooses("R-152", "courses/listening_need", "yes no", says="15."),
    tells("R-154", "no_name", "which courses are needed"),
)

_SCALE = "yes mostly little no prefers_not_to_say"
SATISFACTION = flat(
    *(chooses("R-412", f"access/{name}", _SCALE) for name in (
        "enough", "in_time", "fair", "safe", "known", "reachable", "for_all", "fits")),
    *(chooses("R-188", f"you/{name}", _SCALE) for name in (
        "confidence", "wellbeing", "connected")),
    chooses("R-284", "respect/respected", _SCALE),
    chooses("R-276", "respect/heard", _SCALE),
    tells("R-407", "no_name", "No name"),
    chooses("R-407", "how_asked", "alone helped"),
)  # fmt: skip

_SAID = {"about": "food"}
FEEDBACK = flat(
    chooses("R-405", "said/channel",
            "interview visit box meeting message free_number reception_hours voice", when=_SAID,
            bound="feedback.channel"),
    chooses("R-406", "said/complaint", "yes no", when=_SAID),
    chooses("R-406", "handled/state", "received being_looked_at answered learnt_from", when=_SAID,
            bound="feedback.state"),
    asks("R-406", "handled/learnt", when={**_SAID, "handled/state": "learnt_from"}),
    chooses("R-407", "said/named", "no yes", when=_SAID),
    chooses("R-408", "handled/told_whom", "person partners donors",
            when={**_SAID, "handled/state": "learnt_from"}),
)  # fmt: skip

ORIENTATION = flat(
    chooses("R-271", "medium", "spoken read_aloud pictograms audio sign_language"),
    chooses("R-271", "said_back", "yes no", bound="orientation.said_back"),
    chooses("R-272", "topics", "free_of_charge", bound="orientation.topics"),
    chooses("R-273", "topics", "voluntary"),
    chooses("R-274", "topics", "facility"),
    tells("R-274", "facility", "what there is"),
    chooses("R-275", "topics", "house_rules"),
    tells("R-275", "rules", "rules of the house"),
    chooses("R-276", "topics", "feedback"),
    tells("R-276", "feedback", "say so"),
    asks("R-270", "questions"),
)


@pytest.mark.requirement(
    "R-044", "R-046", "R-047", "R-048", "R-049", "R-050", "R-051", "R-052", "R-053", "R-054",
    "R-055", "R-056", "R-057", "R-058", "R-059", "R-060", "R-061", "R-062", "R-063", "R-064",
    "R-065", "R-066", "R-067", "R-068", "R-069", "R-070", "R-072",
)  # fmt: skip
@pytest.mark.parametrize("demand", INTERVIEW, ids=lambda each: f"{each.number}-{each.at}")
def test_the_interview(demand: Demand) -> None:
    hold("interview", demand)


@pytest.mark.requirement(
    "R-139", "R-140", "R-141", "R-142", "R-143", "R-144", "R-145", "R-146", "R-147", "R-148",
    "R-149", "R-150", "R-151", "R-152", "R-154",
)  # fmt: skip
@pytest.mark.parametrize("demand", SURVEY, ids=lambda each: f"{each.number}-{each.at}")
def test_the_survey_of_training_needs(demand: Demand) -> None:
    hold("training_needs", demand)


@pytest.mark.requirement("R-188", "R-276", "R-284", "R-407", "R-412")
@pytest.mark.parametrize("demand", SATISFACTION, ids=lambda each: f"{each.number}-{each.at}")
def test_what_people_think_of_the_help(demand: Demand) -> None:
    hold("satisfaction", demand)


@pytest.mark.requirement("R-405", "R-406", "R-407", "R-408")
@pytest.mark.parametrize("demand", FEEDBACK, ids=lambda each: f"{each.number}-{each.at}")
def test_feedback_and_complaints(demand: Demand) -> None:
    hold("feedback", demand)


@pytest.mark.requirement("R-270", "R-271", "R-272", "R-273", "R-274", "R-275", "R-276")
@pytest.mark.parametrize("demand", ORIENTATION, ids=lambda each: f"{each.number}-{each.at}")
def test_orientation(demand: Demand) -> None:
    hold("orientation", demand)
