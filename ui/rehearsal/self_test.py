"""Is this installation whole? Fonts, forms, catalogues, icons, store, every place, and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from caseworker import resources
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Dimension, Record, Table, tabulate
from caseworker.documents.consent_form import blank_consent_form
from caseworker.documents.paper import typeset
from caseworker.form_library.versions import built_in
from caseworker.ports import Office
from caseworker.text import LANGUAGES, SOURCE_LANGUAGE, Text
from forms import library
from ui.desk import Desk
from ui.documents.printing import page_images
from ui.language import speak
from ui.places import SCREENS, places_for
from ui.rehearsal.driver import Driver
from ui.rehearsal.pictures import OF_ONE_RECORD
from ui.theme.theme import apply
from ui.window.navigation import Destination
from ui.work_session import WorkSession


@dataclass
class Account:
    """What was looked at, said line by line."""

    say: Callable[[str], None]
    failed: int = 0

    def look(self, what: str, how: Callable[[], str]) -> None:
        """Look at one thing; whatever goes wrong is told and counted."""
        try:
            self.say(f"  whole   {what}: {how()}")
        except Exception as error:  # one fault must not hide the next
            self.failed += 1
            self.say(f"  BROKEN  {what}: {type(error).__name__}: {error}")


def rehearse(app: QApplication, open_demo: Callable[[], Office], say: Callable[[str], None]) -> int:
    """Look at everything that travels with the program; return 0 where all of it is whole."""
    account = Account(say)
    say("Caseworker tests itself.")
    account.look("languages", _catalogues)
    account.look("forms", _forms)
    account.look("fonts and icons", lambda: _fonts(app))
    account.look("figures", _figures)
    offices: list[Office] = []
    account.look("store and migrations", lambda: _store(open_demo, offices))
    for office in offices:
        account.look("paper", lambda office=office: _paper(office))  # type: ignore[misc]  # mypy infers no type for a default
        account.look("windows", lambda office=office: _windows(office))  # type: ignore[misc]  # as above
    say("Everything is whole." if not account.failed else f"{account.failed} things are broken.")
    return 1 if account.failed else 0


def _catalogues() -> str:
    found = []
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE and not resources.catalogue(language).is_file():
            raise FileNotFoundError(language)
        found.append(Text(language).language_name(language))
    return ", ".join(found)


def _forms() -> str:
    for name in library.names():
        built_in(name)
    return f"{len(library.names())} compiled in {len(LANGUAGES)} languages"


def _figures() -> str:
    """Protect a table in which one count is small: the solver travels with the program."""
    counts = {"female": 9, "male": 8, "other": 1}
    rows: list[Record] = [{"sex": sex} for sex, number in counts.items() for _ in range(number)]

    def count(names: Iterable[str]) -> Table:
        return tabulate(rows, [Dimension(name) for name in names])

    hidden = len(publish(("sex",), count, ()).publication.hidden)
    if hidden < 2:
        raise ValueError(hidden)
    return f"{hidden} counts hidden so that none is given away"


def _fonts(app: QApplication) -> str:
    apply(app)
    return app.font().family()


def _store(open_demo: Callable[[], Office], offices: list[Office]) -> str:
    offices.append(open_demo())
    return "demo centre made and unlocked"


def _paper(office: Office) -> str:
    pages = 0
    for language in LANGUAGES:
        document = office.ask(
            lambda reads, language=language: blank_consent_form(reads, Text(language))  # type: ignore[misc]  # mypy infers no type for a default
        )
        pages += len(page_images(typeset(document), scale=1))
    return f"{pages} pages in {len(LANGUAGES)} languages"


def _windows(office: Office) -> str:
    speak(SOURCE_LANGUAGE)
    session = WorkSession(Desk(office))
    driver = Driver(session)
    session.window.resize(1366, 768)
    session.window.show()
    opened = []
    try:
        for place in SCREENS:
            if place in places_for(session.desk.actor) - OF_ONE_RECORD:
                session.go(Destination(place))
                driver.settle()
                opened.append(place.value)
    finally:
        session.close()
    return ", ".join(opened)
