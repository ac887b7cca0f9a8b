"""The standards of a house, food, law, ways to go on and more, against what is demanded."""

from __future__ import annotations

import pytest

from caseworker.form_library.versions import built_in
from forms import FormEntry
from tests.form_library.demanded import Demand, asks, chooses, flat, hold, tells

_PEOPLE = {"centre/people": "100"}

STANDARDS = flat(
    chooses("R-371", "centre/facility",
            "multifunctional shelter government information hotel other"),
    chooses("R-372", "centre/managed", "own partner government together"),
    chooses("R-373", "centre/services",
            "reception information shelter food items health psychosocial legal education"
            " protection return"),
    chooses("R-374", "centre/phase", "set_up running phasing_out"),
    tells("R-348", "water/toilets_few", "few toilets", centre__people="100", water__toilets="4"),
    tells("R-349", "water/toilet_near", "30 metres", water__toilet_to_water="29"),
    tells("R-350", "water/pit_low", "1.5 metres", water__pit_above="1.4"),
    tells("R-351", "water/showers_few", "few showers", centre__people="100", water__showers="4"),
    tells("R-352", "water/water_little", "too little water", water__litres="19"),
    tells("R-353", "space/area_small", "too little ground", centre__people="100",
          space__area="2999"),
    tells("R-354", "space/covered_small", "too little room", centre__people="100",
          space__covered="349"),
    tells("R-360", "space/beds_few", "fewer beds", centre__people="100", space__beds="99"),
    chooses("R-357", "running_part/better_than_around", "no yes"),
    asks("R-357", "running_part/extend", when={"running_part/better_than_around": "yes"}),
    chooses("R-358", "water/washing", "separate"),
    chooses("R-359", "space/sleeping", "separate families children vulnerable"),
    chooses("R-361", "space/sleeping", "spare_sheets"),
    chooses("R-362", "space/sleeping", "after_birth"),
    chooses("R-363", "space/rooms", "common talks sport"),
    chooses("R-364", "space/rooms", "eating"),
    asks("R-364", "space/eating_shifts"),
    chooses("R-365", "health_part/always_somebody", "yes no"),
    tells("R-366", "running_part/own_house", "3,000", running_part__yearly="more"),
    chooses("R-367", "space/rooms", "perimeter common children talks storage office light"),
    chooses("R-368", "space/hotel", "common play internet cleaning",
            when={"centre/facility": "hotel"}),
    chooses("R-369", "space/building", "structure roof wiring water heating"),
    chooses("R-370", "water/washing", "safe_water waste"),
    chooses("R-375", "running_part/running", "exit_plan handover"),
    chooses("R-376", "centre/closing", "time solutions training overlap handed_over",
            when={"centre/phase": "phasing_out"}),
    chooses("R-410", "next/representatives", "each_group chosen meet"),
    chooses("R-377", "running_part/agreements", "standards confidentiality"),
    chooses("R-378", "running_part/staff_ready", "data exploitation"),
    chooses("R-379", "running_part/staff_ready", "conduct exploitation children first_aid"),
    chooses("R-380", "running_part/staff_ready", "balanced chart"),
    chooses("R-381", "running_part/staff_ready", "care"),
    chooses("R-382", "running_part/running", "cleaning maintenance residents"),
    chooses("R-386", "running_part/running", "environment waste"),
    chooses("R-387", "running_part/running", "neighbours"),
    asks("R-387", "running_part/neighbourhood"),
    chooses("R-388", "safety/security",
            "advice guards exits extinguishers meeting_points conduct plans belongings rules"
            " first_aid conflict"),
    chooses("R-308", "health_part/health", "personnel"),
    chooses("R-309", "health_part/health", "infirmary isolation"),
    chooses("R-310", "health_part/health", "privacy"),
)  # fmt: skip

_CASH = {"way/modality": "cash"}
_NEEDS_SEEN = {
    "household/for_whom": "person",
    "household/groups": "none",
    "food/diet": "halal",
    "food/meals": "three_meals",
}
FOOD = flat(
    chooses("R-289", "household/groups", "baby small_child pregnant older ill disability"),
    chooses("R-289", "food/meals", "three_meals to_cook"),
    asks("R-289", "food/allergies", bound="person.allergies"),
    chooses("R-290", "food/diet", "halal kosher vegetarian fasting"),
    asks("R-291", "food/favourite"),
    chooses("R-292", "food/special_food", "baby pregnant diabetes soft"),
    chooses("R-277", "food/feeding", "breast formula both", when={"food/special_food": "baby"}),
    chooses("R-293", "way/tests", "enough reachable safe_way fits"),
    chooses("R-294", "food/nutrition", "no yes not_looked"),
    tells("R-294", "food/nutrition_next", "nurse", food__nutrition="yes"),
    chooses("R-295", "items_part/rule_known", "yes no"),
    tells("R-295", "items_part/rule_next", "Write it first", items_part__rule_known="no"),
    chooses("R-296", "items_part/items", "clothes hygiene baby school"),
    chooses("R-297", "way/modality", "in_kind_person in_kind_group voucher cash"),
    asks("R-299", "way/modality_why"),
    asks("R-300", "way/spending", when=_CASH),
    tells("R-289", "needs_first", "Before food is handed out"),
    asks("R-289", "hands/handed_on", when=_NEEDS_SEEN, kinds=("date",)),
    asks("R-298", "hands/distributed_by", when=_NEEDS_SEEN),
    chooses("R-301", "way/equal", "yes no not_looked"),
    chooses("R-170", "way/payee", "each both one_agreed", when=_CASH),
)

LAW = flat(
    chooses("R-129", "needs/obstacles", "papers transport language other"),
    chooses("R-183", "papers_part/route", "asylum family visa student brought union no_papers"),
    chooses("R-184", "needs/obstacles", "language transport childcare"),
    chooses("R-333", "needs/matters", "birth marriage custody identity"),
    chooses("R-333", "papers_part/papers_missing", "birth death marriage id"),
    chooses("R-334", "needs/legal_help", "advice representation information"),
    chooses("R-334", "needs/consulate", "wants does_not"),
    chooses("R-335", "papers_part/papers", "some none"),
    tells("R-335", "papers_part/papers_barrier", "first goals", papers_part__papers="none"),
    chooses("R-336", "deadline", "yes no not_known"),
    asks("R-336", "deadline_on", when={"deadline": "yes"}, kinds=("date",)),
    chooses("R-336", "needs/refer", "yes no another_day"),
)

_RETURN = {"return/return_talk": "yes"}
SOLUTIONS = flat(
    chooses("R-337", "choose/leaning", "stay third_country return open"),
    chooses("R-345", "stay/local_ways",
            "training work language company papers id bank certificates legal"),
    chooses("R-346", "elsewhere/third_ways",
            "resettlement family work_permit study protection humanitarian"),
    chooses("R-347", "elsewhere/third_help", "application papers before_leaving after_arrival",
            when={"elsewhere/third_ways": "study"}),
    chooses("R-341", "return/return_group",
            "stranded regular irregular asylum_withdrawn asylum_rejected protected child health",
            when=_RETURN),
    chooses("R-342", "wishes/fears_return", "yes no"),
)  # fmt: skip

INCIDENT = flat(
    tells("R-390", "safe_first", "safe"),
    chooses("R-391", "hurt", "yes no", bound="incident.hurt"),
    tells("R-391", "care_now", "Care comes first", hurt="yes"),
    chooses("R-381", "staff_care", "yes no"),
    tells("R-399", "never_private", "family matter", advice_asked="no"),
)

_TALKS = {"private": "yes", "wishes_to_talk": "yes"}
THREATS = flat(
    asks("R-425", "danger", "why", "influence", when=_TALKS),
    chooses("R-425", "source", "close community authority", when=_TALKS),
    chooses("R-425", "when", "now later at_times", when=_TALKS),
)

REGISTRATION = flat(
    asks("R-210", "who/given_name", bound="person.given_name"),
    asks("R-210", "who/family_name", bound="person.family_name"),
    asks("R-210", "who/called", bound="person.called"),
    chooses("R-212", "who/sex", "female male other prefers_not_to_say not_asked",
            bound="person.sex"),
    asks("R-213", "if_wished/gender", bound="person.gender"),
    chooses("R-215", "if_wished/reasons_for_migrating",
            "work study family safety health land other", bound="person.reasons_for_migrating"),
    chooses("R-217", "now/immediate_needs",
            "health place_to_sleep food clothes telephone family legal_advice safety children",
            bound="person.immediate_needs"),
    chooses("R-178", "from/intends_to_stay", "stay transit open", bound="person.intends_to_stay"),
    asks("R-281", "speaking/languages", takes="ti ar", bound="person.languages"),
    chooses("R-281", "speaking/interpreter_needed", "yes no", bound="person.interpreter_needed"),
    chooses("R-281", "speaking/communication_needs",
            "large_text reading_aloud pictures hearing_aid sign_language more_time",
            bound="person.communication_needs"),
    asks("R-285", "read_back", kinds=("acknowledge",)),
    asks("R-285", "who/date_of_birth", takes="1994~", refuses=("2999", "yesterday"),
         bound="person.date_of_birth"),
)  # fmt: skip


@pytest.mark.requirement(
    "R-308", "R-309", "R-310", "R-348", "R-349", "R-350", "R-351", "R-352", "R-353",
    "R-354", "R-357", "R-358", "R-359", "R-360", "R-361", "R-362", "R-363", "R-364", "R-365",
    "R-366", "R-367", "R-368", "R-369", "R-370", "R-371", "R-372", "R-373", "R-374", "R-375",
    "R-376", "R-377", "R-378", "R-379", "R-380", "R-381", "R-382", "R-386", "R-387", "R-388",
    "R-410",
)  # fmt: skip
@pytest.mark.parametrize("demand", STANDARDS, ids=lambda each: f"{each.number}-{each.at}")
def test_the_standards_of_a_house(demand: Demand) -> None:
    hold("centre_standards", demand)


@pytest.mark.requirement(
    "R-170", "R-277", "R-289", "R-290", "R-291", "R-292", "R-293", "R-294", "R-295", "R-296",
    "R-297", "R-298", "R-299", "R-300", "R-301",
)  # fmt: skip
@pytest.mark.parametrize("demand", FOOD, ids=lambda each: f"{each.number}-{each.at}")
def test_food_and_things(demand: Demand) -> None:
    hold("food_and_items", demand)


@pytest.mark.requirement("R-129", "R-183", "R-184", "R-333", "R-334", "R-335", "R-336")
@pytest.mark.parametrize("demand", LAW, ids=lambda each: f"{each.number}-{each.at}")
def test_legal_needs(demand: Demand) -> None:
    hold("legal_screening", demand)


@pytest.mark.requirement("R-337", "R-341", "R-342", "R-345", "R-346", "R-347")
@pytest.mark.parametrize("demand", SOLUTIONS, ids=lambda each: f"{each.number}-{each.at}")
def test_ways_to_go_on(demand: Demand) -> None:
    hold("solutions", demand)


@pytest.mark.requirement("R-381", "R-390", "R-391", "R-399")
@pytest.mark.parametrize("demand", INCIDENT, ids=lambda each: f"{each.number}-{each.at}")
def test_an_incident(demand: Demand) -> None:
    hold("incident", demand)


@pytest.mark.requirement("R-425")
@pytest.mark.parametrize("demand", THREATS, ids=lambda each: f"{each.number}-{each.at}")
def test_what_threatens(demand: Demand) -> None:
    hold("threats", demand)


@pytest.mark.requirement("R-178", "R-210", "R-212", "R-213", "R-215", "R-217", "R-281", "R-285")
@pytest.mark.parametrize("demand", REGISTRATION, ids=lambda each: f"{each.number}-{each.at}")
def test_registration(demand: Demand) -> None:
    hold("registration", demand)


@pytest.mark.requirement("R-385")
def test_fifty_things_of_a_house_are_looked_at_and_protection_is_among_them() -> None:
    entry = FormEntry(built_in("centre_standards"))
    looked_at: set[str] = set()
    for question in entry.questions():
        if question.kind == "select_multiple":
            looked_at |= {f"{question.name}-{each.value}" for each in entry.choices(question.path)}
        elif question.kind != "note":
            looked_at.add(question.name)
    assert len(looked_at) >= 50
    assert looked_at >= {
        "washing-separate", "sleeping-vulnerable", "health-privacy", "staff_ready-exploitation",
        "agreements-confidentiality", "representatives-chosen",
    }  # fmt: skip
