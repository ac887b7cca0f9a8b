"""Publications on one line of days: which steps it has, and whom each publication counts."""

from __future__ import annotations

from datetime import date

from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW
from caseworker.aggregates.timeline import (
    MOST_STEPS,
    MOST_VERSIONS,
    Group,
    Kind,
    Member,
    Timeline,
    Told,
    timelines,
)

OPEN, OPENED, CLOSED = Population.WITH_OPEN_CASE, Population.OPENED, Population.CLOSED
REGISTERED = Population.REGISTERED
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
JANUARY = (date(2027, 1, 1), date(2027, 1, 31))
WINTER = (date(2026, 11, 1), date(2027, 1, 31))
BY_MONTH = (Facet.MONTH, Facet.SEX)

Days = tuple[date, date]


def told(digest: str, population: Population, days: Days, *facets: Facet) -> Told:
    return Told(digest, Scope(population, *days), frozenset(facets or (Facet.SEX,)))


def on_one_line(new: Told, *earlier: Told) -> Timeline:
    """Return the only line that *new* lies on."""
    ((line,), left_out) = timelines(new, earlier)
    assert left_out == 0
    return line


def groups(line: Timeline) -> dict[str, Group]:
    return {member.digest: member.group for member in line.members}


def test_months_and_the_winter_are_cut_into_steps() -> None:
    """Also where they overlap, however often: each step is in some of them."""
    late = (date(2026, 12, 16), date(2027, 1, 15))
    line = on_one_line(
        told(NEW, REGISTERED, WINTER),
        told("nov", REGISTERED, NOVEMBER),
        told("late", REGISTERED, late),
        told("dec", REGISTERED, DECEMBER),
    )
    assert [first for first, _ in line.steps] == [
        NOVEMBER[0], DECEMBER[0], late[0], JANUARY[0], date(2027, 1, 16),
    ]  # fmt: skip
    assert line.steps[-1][1] == WINTER[1]
    assert groups(line) == {
        NEW: Group(Kind.CAME, 0, 4),
        "nov": Group(Kind.CAME, 0, 0),
        "late": Group(Kind.CAME, 2, 3),
        "dec": Group(Kind.CAME, 1, 2),
    }
    assert not line.is_of_cases
    assert line.length == {NEW: 5, "nov": 1, "late": 2, "dec": 2}


def test_periods_that_share_no_day_are_on_no_line() -> None:
    november = told("nov", REGISTERED, NOVEMBER)
    assert timelines(told(NEW, REGISTERED, DECEMBER), [november]) == ((), 0)
    assert timelines(told(NEW, CLOSED, NOVEMBER), [november]) == ((), 0)
    winter = told("winter", REGISTERED, WINTER)
    line = on_one_line(told(NEW, REGISTERED, DECEMBER), november, winter)
    assert line.digests == (NEW, "nov", "winter"), "the winter lies over both"


def test_caseloads_lie_between_the_steps_of_what_happened() -> None:
    line = on_one_line(
        told(NEW, OPEN, DECEMBER),
        told("before", OPEN, (date(2026, 10, 1), date(2026, 10, 31))),
        told("came", OPENED, NOVEMBER),
        told("left", CLOSED, (NOVEMBER[0], DECEMBER[1])),
    )
    assert line.steps == (NOVEMBER, DECEMBER)
    assert line.is_of_cases
    assert line.over == frozenset({"sex", "nationality"})
    assert groups(line) == {
        NEW: Group(Kind.THERE, 2, 2),
        "before": Group(Kind.THERE, 0, 0),
        "came": Group(Kind.CAME, 0, 0),
        "left": Group(Kind.LEFT, 0, 1),
    }
    assert line.unlike_the_new == {"came", "left"}


def test_caseloads_alone_tell_nothing_of_who_came_and_left() -> None:
    assert timelines(told(NEW, OPEN, DECEMBER), [told("nov", OPEN, NOVEMBER)]) == ((), 0)
    assert timelines(told(NEW, OPENED, DECEMBER), [told("nov", CLOSED, NOVEMBER)]) == ((), 0)


def test_by_age_lie_together_what_is_near_and_what_two_caseloads_hold() -> None:
    """Hardly anybody has a birthday between; and one in the quarter spoils no month."""
    day_before = (date(2026, 10, 31), date(2026, 10, 31))
    year = (date(2026, 1, 1), date(2026, 12, 31))

    def by_age(digest: str, population: Population, days: Days) -> Told:
        return told(digest, population, days, Facet.AGE, Facet.SEX)

    lines, _left_out = timelines(
        by_age(NEW, CLOSED, NOVEMBER),
        [
            by_age("before", OPEN, day_before),
            by_age("nov", OPEN, NOVEMBER),
            by_age("came", OPENED, NOVEMBER),
            by_age("dec", OPEN, DECEMBER),
            by_age("year", OPENED, year),
        ],
    )
    always, near, between = lines
    lasting = frozenset({"sex", "nationality"})
    assert [it.over for it in lines] == [lasting, lasting | {"age"}, lasting | {"age"}]
    assert set(always.digests) == {NEW, "before", "nov", "came", "dec", "year"}
    assert set(near.digests) == {NEW, "before", "nov", "came", "dec"}
    assert set(between.digests) == {NEW, "before", "nov", "came"}
    without = timelines(told(NEW, CLOSED, NOVEMBER), [told("nov", OPEN, NOVEMBER)])
    assert len(without[0]) == 1, "no table is by age"


def test_a_table_by_months_is_a_table_of_each_of_its_months() -> None:
    line = on_one_line(
        told(NEW, REGISTERED, DECEMBER), told("winter", REGISTERED, WINTER, *BY_MONTH)
    )
    assert line.steps == (NOVEMBER, DECEMBER, JANUARY)
    assert line.members[1:] == (
        Member("winter", Group(Kind.CAME, 0, 0), ("2026", "2026-Q4", "2026-11")),
        Member("winter", Group(Kind.CAME, 1, 1), ("2026", "2026-Q4", "2026-12")),
        Member("winter", Group(Kind.CAME, 2, 2), ("2027", "2027-Q1", "2027-01")),
    )


def test_figures_that_others_took_the_place_of_are_on_a_line_of_their_own() -> None:
    """Whoever has both may believe the first ones; but not more of them than are looked at."""
    wrong = [told(f"wrong {number}", REGISTERED, NOVEMBER) for number in range(MOST_VERSIONS + 1)]
    right = told("right", REGISTERED, NOVEMBER)
    lines, _left_out = timelines(told(NEW, REGISTERED, WINTER), [*wrong, right])
    assert lines[0].digests == (NEW, "right")
    assert [line.digests[1] for line in lines[1:]] == [it.digest for it in wrong[:MOST_VERSIONS]]


def test_the_same_days_by_other_things_are_on_the_same_line() -> None:
    by_age = told("age", REGISTERED, NOVEMBER, Facet.AGE)
    line = on_one_line(told(NEW, REGISTERED, WINTER), by_age, told("sex", REGISTERED, NOVEMBER))
    assert line.digests == (NEW, "age", "sex")


def test_what_is_too_far_away_is_left_out_and_counted() -> None:
    days = [date.fromordinal(NOVEMBER[0].toordinal() + at) for at in range(MOST_STEPS + 9)]
    single = [told(f"{day}", REGISTERED, (day, day)) for day in days[:-1]]
    whole = told("whole", REGISTERED, (days[0], days[-1]))
    (line,), left_out = timelines(told(NEW, REGISTERED, (days[-1], days[-1])), [whole, *single])
    assert len(line.steps) <= MOST_STEPS
    assert left_out == len(single) + 1 - (len(line.digests) - 1)


def test_near_the_new_one_are_those_who_came_left_or_were_there() -> None:
    line = on_one_line(
        told(NEW, OPENED, DECEMBER), told("before", OPEN, NOVEMBER), told("left", CLOSED, WINTER)
    )
    near = line.near(1)
    assert (Group(Kind.CAME, 1, 1),) in near
    assert (Group(Kind.LEFT, 0, 2),) in near
    assert (Group(Kind.THERE, 2, 2),) in near
    assert all(0 <= it.first <= it.last <= 3 for (it,) in near)


def test_whom_a_period_leaves_over_and_who_is_in_two_of_its_parts_are_groups_as_well() -> None:
    day = [date.fromordinal(NOVEMBER[0].toordinal() + at) for at in range(7)]

    def days(first: int, last: int, digest: str = NEW) -> Told:
        return told(digest, REGISTERED, (day[first], day[last]))

    line = on_one_line(days(0, 6), days(1, 1, "one"), days(5, 5, "five"))
    assert (Group(Kind.CAME, 0, 0), Group(Kind.CAME, 2, 2), Group(Kind.CAME, 4, 4)) in line.near(0)
    parts = [days(0, 1, "a"), days(1, 3, "b"), days(3, 5, "c"), days(5, 6, "d")]
    twice = tuple(Group(Kind.CAME, at, at) for at in (1, 3, 5))
    assert twice in on_one_line(days(0, 6), *parts).near(0)
    whole = days(0, 6, "whole")
    assert twice in on_one_line(days(3, 5), whole, *parts[:2], parts[3]).near(0)
