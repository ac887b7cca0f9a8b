"""The indicators that ship with the program; a centre leaves out, changes and adds its own.

Each is one fact, or one fact in a hundred of another. Those whose facts the program does not know
yet are here all the same, so that a centre sees what is coming and keeps them on paper meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseworker.aggregates.populations import Facet, Population
from caseworker.model.indicator import DataClass, Unit
from caseworker.text import N_


class Topic(StrEnum):
    """What an indicator is about; the order of the list."""

    ARRIVALS = "arrivals and stay"
    CASEWORK = "casework"
    SERVICES = "services and referrals"
    CLOSURES = "closures"
    CENTRE = "the centre"
    OWN = "the centre's own"


Way = tuple[Population, tuple[Facet, ...]]
"""A protected table: who is counted, by what."""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: what it means, and how it is counted."""

    key: str
    topic: Topic
    name: str
    definition: str
    unit: Unit
    counts: str
    """The fact that is counted."""
    of: str = ""
    """The fact of which it is so many in a hundred, or nothing."""
    data_class: DataClass = DataClass.PUBLIC
    source: str = ""
    target: int | None = None
    at_most: bool = False
    """The target is not to be passed; else it is to be reached."""
    goes_out_as: Way | None = None
    """The protected table that tells it outside, by what; None: it stays inside the centre."""
    month_by_month: Way | None = None
    """The protected table that tells its months outside; None: they stay inside the centre."""
    in_words_of_centre: bool = False
    """Name and definition were written by the centre, and are in no catalogue."""


_SPHERE = "Sphere"

LIBRARY: tuple[Indicator, ...] = (
    Indicator(
        key="arrivals",
        topic=Topic.ARRIVALS,
        name=N_("Arrivals"),
        definition=N_("Everybody written down at the desk, registered or not."),
        unit=Unit.PEOPLE,
        counts="people who came",
        source="R-445",
    ),
    Indicator(
        key="registrations",
        topic=Topic.ARRIVALS,
        name=N_("Registrations"),
        definition=N_("Everybody for whom a record was made, with a yes or on another basis."),
        unit=Unit.PEOPLE,
        counts="people registered",
        source="R-445",
        goes_out_as=(Population.REGISTERED, (Facet.AGE, Facet.SEX, Facet.NATIONALITY)),
        month_by_month=(Population.REGISTERED, (Facet.MONTH,)),
    ),
    Indicator(
        key="households",
        topic=Topic.ARRIVALS,
        name=N_("Households"),
        definition=N_("Households registered; their members are counted among the registrations."),
        unit=Unit.HOUSEHOLDS,
        counts="households",
        source="R-445",
    ),
    Indicator(
        key="in beds",
        topic=Topic.ARRIVALS,
        name=N_("People who sleep here"),
        definition=N_("Everybody who has a bed at the end of the month."),
        unit=Unit.PEOPLE,
        counts="people in beds",
        source="R-360",
    ),
    Indicator(
        key="nights",
        topic=Topic.ARRIVALS,
        name=N_("Nights"),
        definition=N_("Nights that people spent in a bed here."),
        unit=Unit.NIGHTS,
        counts="nights",
        source="R-456",
    ),
    Indicator(
        key="caseload",
        topic=Topic.CASEWORK,
        name=N_("People with an open case"),
        definition=N_("Everybody with an open case at the end of the month, each counted once."),
        unit=Unit.PEOPLE,
        counts="people with a case",
        source="R-455",
        goes_out_as=(Population.WITH_OPEN_CASE, (Facet.AGE, Facet.SEX)),
    ),
    Indicator(
        key="new cases",
        topic=Topic.CASEWORK,
        name=N_("New cases"),
        definition=N_("Cases opened in the month."),
        unit=Unit.CASES,
        counts="cases opened",
        source="R-455",
        goes_out_as=(Population.OPENED, (Facet.AGE, Facet.SEX)),
        month_by_month=(Population.OPENED, (Facet.MONTH,)),
    ),
    Indicator(
        key="high risk",
        topic=Topic.CASEWORK,
        name=N_("Open cases at high risk"),
        definition=N_("Open cases whose risk somebody judged to be high."),
        unit=Unit.CASES,
        counts="cases at high risk",
        data_class=DataClass.SENSITIVE,
        source="R-451",
        goes_out_as=(Population.WITH_OPEN_CASE, (Facet.RISK,)),
    ),
    Indicator(
        key="children alone",
        topic=Topic.CASEWORK,
        name=N_("Children alone or separated"),
        definition=N_("Screenings in which a trained colleague found a child alone."),
        unit=Unit.TIMES,
        counts="children alone",
        data_class=DataClass.SENSITIVE,
        source="R-451",
        goes_out_as=(Population.SCREENED, (Facet.CHILD_ALONE,)),
        month_by_month=(Population.SCREENED, (Facet.MONTH, Facet.CHILD_ALONE)),
    ),
    Indicator(
        key="first act",
        topic=Topic.CASEWORK,
        name=N_("Days until something happens"),
        definition=N_(
            "From opening a case to the first assessment, help or referral: half of the cases"
            " waited less long. Cases without any are not counted."
        ),
        unit=Unit.DAYS,
        counts="days to the first act",
        source="R-455",
        target=3,
        at_most=True,
    ),
    Indicator(
        key="on time",
        topic=Topic.CASEWORK,
        name=N_("Follow-ups on time"),
        definition=N_("Of the follow-ups due, those kept on their day. Cancelled ones are left"
                      " out."),
        unit=Unit.PERCENT,
        counts="follow-ups on time",
        of="follow-ups due",
        source="R-234",
        target=90,
    ),
    Indicator(
        key="plans",
        topic=Topic.CASEWORK,
        name=N_("Plans agreed"),
        definition=N_("Versions of case plans to which people agreed."),
        unit=Unit.TIMES,
        counts="plans agreed",
        source="R-232",
    ),
    Indicator(
        key="help given",
        topic=Topic.SERVICES,
        name=N_("Help given"),
        definition=N_("Times that help was given, by us or by a provider."),
        unit=Unit.TIMES,
        counts="help given",
        source="R-233",
    ),
    Indicator(
        key="gaps",
        topic=Topic.SERVICES,
        name=N_("Help that is not there"),
        definition=N_("Of the times that help was tried, those in which it did not exist or had no"
                      " place."),
        unit=Unit.PERCENT,
        counts="help not there",
        of="help asked for",
        source="R-249, R-257",
    ),
    Indicator(
        key="referrals",
        topic=Topic.SERVICES,
        name=N_("Referrals"),
        definition=N_("Referrals sent in the month; not those called off or recalled."),
        unit=Unit.TIMES,
        counts="referrals sent",
        source="R-445",
        goes_out_as=(Population.REFERRED, (Facet.ANSWER,)),
        month_by_month=(Population.REFERRED, (Facet.MONTH,)),
    ),
    Indicator(
        key="accepted",
        topic=Topic.SERVICES,
        name=N_("Referrals accepted"),
        definition=N_("Of the referrals sent in the month, those that a provider accepted by now."),
        unit=Unit.PERCENT,
        counts="referrals accepted",
        of="referrals sent",
        source="R-455",
        target=80,
        goes_out_as=(Population.REFERRED, (Facet.ANSWER,)),
        month_by_month=(Population.REFERRED, (Facet.MONTH, Facet.ANSWER)),
    ),
    Indicator(
        key="completed",
        topic=Topic.SERVICES,
        name=N_("Referrals completed"),
        definition=N_("Of the referrals sent in the month, those whose service was given by now."),
        unit=Unit.PERCENT,
        counts="referrals completed",
        of="referrals sent",
        source="R-455",
        target=60,
        goes_out_as=(Population.REFERRED, (Facet.ANSWER,)),
        month_by_month=(Population.REFERRED, (Facet.MONTH, Facet.ANSWER)),
    ),
    Indicator(
        key="closures",
        topic=Topic.CLOSURES,
        name=N_("Cases closed"),
        definition=N_("Cases closed in the month, for whatever reason."),
        unit=Unit.CASES,
        counts="cases closed",
        source="R-237",
        goes_out_as=(Population.CLOSED, (Facet.REASON,)),
        month_by_month=(Population.CLOSED, (Facet.MONTH,)),
    ),
    Indicator(
        key="lost contact",
        topic=Topic.CLOSURES,
        name=N_("Closed because contact was lost"),
        definition=N_("Of the cases closed, those in which nobody could reach the person."),
        unit=Unit.PERCENT,
        counts="cases closed without contact",
        of="cases closed",
        source="R-240",
        goes_out_as=(Population.CLOSED, (Facet.REASON,)),
        month_by_month=(Population.CLOSED, (Facet.MONTH, Facet.REASON)),
        target=10,
        at_most=True,
    ),
    Indicator(
        key="feedback",
        topic=Topic.CLOSURES,
        name=N_("Asked how it was"),
        definition=N_("Of the cases closed, those in which the person was asked how it was."),
        unit=Unit.PERCENT,
        counts="cases closed with feedback",
        of="cases closed",
        source="R-243",
        target=100,
    ),
    Indicator(
        key="incidents",
        topic=Topic.CENTRE,
        name=N_("Incidents"),
        definition=N_("Incidents noted by anybody on the staff."),
        unit=Unit.TIMES,
        counts="incidents",
        data_class=DataClass.SENSITIVE,
        source="R-389",
    ),
    Indicator(
        key="data protection course",
        topic=Topic.CENTRE,
        name=N_("Staff trained in data protection"),
        definition=N_("Of the people on the staff, those with the course that all must take."),
        unit=Unit.PERCENT,
        counts="staff trained in data protection",
        of="staff",
        source="R-457",
        target=100,
    ),
    Indicator(
        key="complaints",
        topic=Topic.CENTRE,
        name=N_("Complaints answered in time"),
        definition=N_("Of the complaints received, those answered within two weeks."),
        unit=Unit.PERCENT,
        counts="complaints answered in time",
        of="complaints",
        source="R-406",
        target=100,
    ),
    Indicator(
        key="satisfaction",
        topic=Topic.CENTRE,
        name=N_("Would tell a friend to come"),
        definition=N_("Of those who filled in how it is for them, those who answered yes."),
        unit=Unit.PERCENT,
        counts="satisfied answers",
        of="answers on how it is",
        source="R-383, R-384",
    ),
    Indicator(
        key="coverage",
        topic=Topic.CENTRE,
        name=N_("Reached by distributions"),
        definition=N_("Of the people of each group, those who got what was given out."),
        unit=Unit.PERCENT,
        counts="people reached by distributions",
        of="people in beds",
        source="R-301",
    ),
    Indicator(
        key="water",
        topic=Topic.CENTRE,
        name=N_("Litres of water for each person a day"),
        definition=N_("At least 20 litres. National standards that ask for more come first."),
        unit=Unit.TIMES,
        counts="litres of water",
        source=f"{_SPHERE}, R-352",
        target=20,
    ),
    Indicator(
        key="toilets",
        topic=Topic.CENTRE,
        name=N_("People for each toilet"),
        definition=N_("At most 20, separate for women and men."),
        unit=Unit.PEOPLE,
        counts="people for each toilet",
        source=f"{_SPHERE}, R-348",
        target=20,
        at_most=True,
    ),
    Indicator(
        key="floor",
        topic=Topic.CENTRE,
        name=N_("Covered floor for each person, in square metres"),
        definition=N_("At least 3.5 square metres."),
        unit=Unit.TIMES,
        counts="square metres for each person",
        source=f"{_SPHERE}, R-354",
    ),
)  # fmt: skip
