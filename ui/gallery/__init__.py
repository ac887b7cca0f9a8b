"""The look as pictures: every component and some invented screens, to lay beside the design.

Nothing here is translated and nothing is real: it shows what the widgets reach.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ui.first_run.flow import FirstRun, Step
from ui.first_run.wizard import FirstRunWizard
from ui.gallery.case import case
from ui.gallery.components import components
from ui.gallery.consent import consent
from ui.gallery.directory import directory
from ui.gallery.frame import window_words
from ui.gallery.supervisor import supervisor
from ui.gallery.today import today
from ui.language import speak
from ui.theme.theme import apply
from ui.theme.tokens import Mode
from ui.unlock.unlock_page import UnlockPage
from ui.widgets.text_input import TextField
from ui.window.main_window import MainWindow
from ui.window.navigation import Place

WIDTH, HEIGHT = 1366, 768


@dataclass(frozen=True)
class Picture:
    """One picture: its name, what it shows, and the theme it is shown in."""

    name: str
    build: Callable[[], QWidget]
    place: Place | None = None
    mode: Mode = Mode.LIGHT
    text_scale: float = 1.0
    language: str = "en"


def _unlock() -> QWidget:
    page = UnlockPage("Harbour Gate centre", name="Amina K.", keyboard="English")
    page.show_away(12)
    page.passphrase.setText("a long passphrase.")
    return page


def _first_run(step: Step) -> Callable[[], QWidget]:
    def build() -> QWidget:
        run = FirstRun(lambda: "K7QD-2M9P-X4TR-8WBN-3HCV-6ZJF-9YGA-5SLE", lambda _count: (1, 4))
        run.answers.centre = "Harbour Gate centre"
        run.step = step
        wizard = FirstRunWizard(run, (("fr", "France"), ("it", "Italy")))
        for field in wizard.findChildren(TextField):
            if "passphrase" in field.objectName():
                field.setText("lantern orchard seven mittens")
        wizard.page.edited.emit()
        return wizard

    return build


PICTURES = (
    Picture("01-unlock", _unlock),
    Picture("02-today", today, Place.TODAY),
    Picture("03-case", case, Place.CASE),
    Picture("04-consent", consent, Place.CASE),
    Picture("05-directory", directory, Place.DIRECTORY),
    Picture("07-supervisor", supervisor, Place.REPORTS),
    Picture("08-case-dark", case, Place.CASE, Mode.DARK),
    Picture("09-consent-arabic", consent, Place.CASE, language="ar"),
    Picture("10-today-200", today, Place.TODAY, text_scale=2.0),
    Picture("11-components", components),
    Picture("12-components-dark", components, mode=Mode.DARK),
    Picture("13-components-contrast", components, mode=Mode.CONTRAST),
    Picture("14-today-contrast", today, Place.TODAY, Mode.CONTRAST),
    Picture("15-case-200", case, Place.CASE, text_scale=2.0),
    Picture("16-consent-200", consent, Place.CASE, text_scale=2.0),
    Picture("17-directory-dark", directory, Place.DIRECTORY, Mode.DARK),
    Picture("18-components-arabic", components, language="ar"),
    Picture("19-unlock-dark", _unlock, mode=Mode.DARK),
    Picture("21-first-run-person", _first_run(Step.PERSON)),
    Picture("22-first-run-recovery", _first_run(Step.RECOVERY)),
    Picture("23-first-run-check-arabic", _first_run(Step.CHECK), language="ar"),
    Picture("24-supervisor-dark", supervisor, Place.REPORTS, Mode.DARK),
    Picture("25-supervisor-200", supervisor, Place.REPORTS, text_scale=2.0),
    Picture("26-supervisor-arabic", supervisor, Place.REPORTS, language="ar"),
    Picture("27-supervisor-contrast", supervisor, Place.REPORTS, Mode.CONTRAST),
    Picture("20-unlock-200", _unlock, text_scale=2.0),
)


def render(folder: Path, names: frozenset[str] = frozenset()) -> tuple[Path, ...]:
    """Write the pictures (those in *names*, or all) into *folder* and return their paths."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    written = [
        _draw(application, picture, folder / f"{picture.name}.png")
        for picture in PICTURES
        if not names or picture.name in names
    ]
    speak("en")
    apply(application)
    return tuple(written)


def _draw(application: QApplication, picture: Picture, path: Path) -> Path:
    speak(picture.language)
    apply(
        application,
        picture.mode,
        picture.text_scale,
        picture.language,
        motion=False,
    )
    shown: QWidget = picture.build()
    if picture.place is not None:
        window = MainWindow(window_words())
        window.show_page(shown, picture.place)
        shown = window
    shown.resize(WIDTH, max(HEIGHT, 0 if picture.place else shown.heightForWidth(WIDTH)))
    shown.show()
    shown.activateWindow()
    application.processEvents()
    shown.grab().save(str(path))
    shown.close()
    shown.deleteLater()
    return path
