"""Health, dignity and the first words at the door, against what is demanded."""

from __future__ import annotations

import pytest

from tests.form_library.demanded import Demand, asks, chooses, flat, hold, tells

_SPEAKS = {"private": "yes", "wishes_to_talk": "yes"}
_PRIVATE = {"private": "yes"}

HEALTH = flat(
    tells("R-262", "now/pathway", "ambulance", private="yes"),
    tells("R-262", "now/pathway", "with a yes to what goes along", private="yes"),
    chooses("R-307", "care/health_services",
            "screening treatment information infection_tests reproductive after_violence"
            " fit_to_travel promotion", when=_SPEAKS),
    chooses("R-317", "now/distress", "body feelings behaviour thinking", when=_PRIVATE),
    chooses("R-311", "day_helps", "diet quiet", when=_PRIVATE),
    tells("R-312", "copy", "You can have a copy"),
)  # fmt: skip
WHO_ONE_IS = flat(
    chooses("R-196", "respect/gender_word",
            "woman man trans_woman trans_man non_binary other_word", when=_SPEAKS),
    asks("R-196", "respect/gender_word", kinds=("select_one",), when=_SPEAKS,
         says="Cisgender: as was written down at birth"),
    chooses("R-190", "wishes/services", "young_people", when=_SPEAKS),
    chooses("R-288", "here/room_wishes", "single other_group",
            when={**_SPEAKS, "here/safe_room": "no"}),
)  # fmt: skip
HELP = flat(
    asks("R-189", "not_wanted", when={"outcome": "not_wanted"}, says="A no is fine"),
    chooses("R-320", "counselling", "no by_me specialist", when={"outcome": "given"}),
)
GREETING = flat(
    tells("R-267", "welcome", "First I listen"),
    tells("R-267", "welcome", "somebody who can listen"),
    tells("R-189", "voluntary", "Bed, food and urgent care stay"),
)
TOGETHER = flat(
    chooses("R-288", "now/sleeping", "together apart separate_family"),
    chooses("R-288", "now/family_needs", "room baby"),
)
REFERRAL = flat(
    chooses("R-265", "ask/meant_for", "asylum_seekers trafficked children_alone others"),
)
STAYING = flat(
    tells("R-319", "first_aid", "Look:"),
    tells("R-319", "first_aid", "Listen:"),
    tells("R-319", "first_aid", "Link:"),
)
SECTORS = flat(
    chooses("R-355", "water/washing", "separate safe_water"),
    chooses("R-355", "food_part/food", "enough customs special clean"),
    chooses("R-355", "space/sleeping", "separate families"),
    chooses("R-355", "health_part/health", "personnel records"),
)
VISIT = flat(
    tells("R-415", "before/paper_first", "nothing on a device"),
)


@pytest.mark.requirement("R-262", "R-307", "R-311", "R-312", "R-317")
@pytest.mark.parametrize("demand", HEALTH, ids=lambda each: f"{each.number}-{each.at}")
def test_health(demand: Demand) -> None:
    hold("health_follow_up", demand)


@pytest.mark.requirement("R-190", "R-196", "R-288")
@pytest.mark.parametrize("demand", WHO_ONE_IS, ids=lambda each: f"{each.number}-{each.at}")
def test_who_one_is(demand: Demand) -> None:
    hold("sogiesc", demand)


@pytest.mark.requirement("R-189", "R-320")
@pytest.mark.parametrize("demand", HELP, ids=lambda each: f"{each.number}-{each.at}")
def test_help_that_was_given_or_not_wanted(demand: Demand) -> None:
    hold("implementation", demand)


@pytest.mark.requirement("R-189", "R-267")
@pytest.mark.parametrize("demand", GREETING, ids=lambda each: f"{each.number}-{each.at}")
def test_the_first_words(demand: Demand) -> None:
    hold("orientation", demand)


@pytest.mark.requirement("R-288")
@pytest.mark.parametrize("demand", TOGETHER, ids=lambda each: f"{each.number}-{each.at}")
def test_those_who_came_together(demand: Demand) -> None:
    hold("registration_household", demand)


@pytest.mark.requirement("R-265")
@pytest.mark.parametrize("demand", REFERRAL, ids=lambda each: f"{each.number}-{each.at}")
def test_for_whom_help_is_meant(demand: Demand) -> None:
    hold("referral", demand)


@pytest.mark.requirement("R-319")
@pytest.mark.parametrize("form", ["suicide_risk", "incident"])
@pytest.mark.parametrize("demand", STAYING, ids=lambda each: f"{each.number}-{each.says}")
def test_look_listen_link(demand: Demand, form: str) -> None:
    hold(form, demand)


@pytest.mark.requirement("R-355")
@pytest.mark.parametrize("demand", SECTORS, ids=lambda each: f"{each.number}-{each.at}")
def test_the_four_sectors_of_a_house(demand: Demand) -> None:
    hold("centre_standards", demand)


@pytest.mark.requirement("R-415")
@pytest.mark.parametrize("demand", VISIT, ids=lambda each: f"{each.number}-{each.at}")
def test_a_visit_leaves_nothing_behind(demand: Demand) -> None:
    hold("detention_visit", demand)
