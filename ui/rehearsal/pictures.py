"""A picture of every screen, and of the main ones in other lights, sizes and languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from caseworker.model.arrival import Arrival, ArrivalState
from caseworker.model.case import Case, Step
from caseworker.model.directory import Provider
from caseworker.model.duplicate import Duplicate
from caseworker.model.person import Person
from caseworker.model.referral import Referral
from caseworker.ports import Reads
from ui.language import speak
from ui.places import SCREENS, places_for
from ui.rehearsal.driver import Driver
from ui.theme.theme import apply
from ui.theme.tokens import Mode
from ui.window.navigation import Destination, Place

OF_ONE_RECORD = frozenset({Place.PERSON, Place.CASE})
"""Places that show one record and are led to by a list."""


@dataclass(frozen=True)
class Light:
    """How the window looks."""

    name: str
    mode: Mode = Mode.LIGHT
    text_scale: float = 1.0
    language: str = "en"


DAY = Light("light")
OTHERS = (
    Light("dark", mode=Mode.DARK),
    Light("200", text_scale=2.0),
    Light("arabic", language="ar"),
    Light("french", language="fr"),
)


Wanted = tuple[str, Destination, bool]
"""A name, where it is, and whether it is one of the main screens."""


def take_all(
    app: QApplication,
    driver: Driver,
    folder: Path,
    screens: Callable[[Reads], Iterator[Wanted]],
) -> None:
    """Take a picture of each of *screens* into *folder*, of the main ones in every light."""
    for light in (DAY, *OTHERS):
        _turn(app, driver, light)
        wanted = driver.session.desk.ask(lambda reads: list(screens(reads)))
        for name, destination, is_main in wanted:
            if light is DAY or is_main:
                driver.session.go(destination)
                driver.put_toast_away()
                driver.picture(folder / light.name / f"{name}.png")
    _turn(app, driver, DAY)


def _turn(app: QApplication, driver: Driver, light: Light) -> None:
    speak(light.language)
    apply(app, light.mode, light.text_scale, light.language)
    driver.session.rebuild()


def screens_of_a_supervisor(_reads: Reads) -> Iterator[Wanted]:
    """Yield what a supervisor has and a caseworker has not: the reports."""
    yield "month", Destination(Place.REPORTS), True
    for part in ("queue", "figures", "report"):
        yield part, Destination(Place.REPORTS, part=part), True
    for part in ("caseloads", "indicators", "quality", "meetings", "combine", "history"):
        yield part, Destination(Place.REPORTS, part=part), False


def screens_of_the_exchange(_reads: Reads) -> Iterator[Wanted]:
    """Yield how the exchange stands, with what two laptops wrote differently."""
    yield "exchange", Destination(Place.SYNC), True


def screens_of_an_administrator(_reads: Reads) -> Iterator[Wanted]:
    """Yield what an administrator has and nobody else."""
    yield "laptops", Destination(Place.LAPTOPS), True
    for place in (Place.USERS, Place.CENTRE, Place.BACKUP):
        yield place.value, Destination(place), False


def screens_of_a_caseworker(reads: Reads) -> Iterator[Wanted]:
    """Yield every place, and each part of one record, one case, one arrival."""
    main = {Place.TODAY, Place.RECEPTION, Place.PEOPLE, Place.CASES, Place.DIRECTORY}
    for place in SCREENS:
        if place in places_for(reads.actor) - OF_ONE_RECORD:
            yield place.value, Destination(place), place in main
    person = reads.matching(Person, given_name="Selam", limit=1)[0]
    case = reads.matching(Case, person_id=person.id, limit=1)[0]
    yield "person", Destination(Place.PERSON, str(person.id)), True
    for step in Step:
        part = step.value
        yield f"case-{part}", Destination(Place.CASE, str(case.id), part), step is Step.PLANNING
    yield "case-transfer", Destination(Place.CASE, str(case.id), "transfer"), False
    waiting = reads.matching(Arrival, state=ArrivalState.WAITING, order_by="arrived_at", limit=1)[0]
    yield "new-arrival", Destination(Place.RECEPTION, part="new"), False
    for part in ("urgent", "check-in", "eligibility", "explain", "consent"):
        yield f"arrival-{part}", Destination(Place.RECEPTION, str(waiting.id), part), False
    yield "twice", Destination(Place.PEOPLE, part="twice"), False
    said = reads.matching(Duplicate, limit=1)[0]
    yield "compare", Destination(Place.PEOPLE, str(said.id), "compare"), True
    referral = reads.matching(Referral, order_by="prepared_at", limit=1)[0]
    yield "referral", Destination(Place.REFERRALS, str(referral.id)), False
    provider = reads.matching(Provider, order_by="name", limit=1)[0]
    yield "provider", Destination(Place.DIRECTORY, str(provider.id)), False
