"""Every part that can be acted on has a name, and no word is cut, in any size and direction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.files import DialogFiles
from ui.first_run.flow import FirstRun
from ui.first_run.wizard import FirstRunWizard
from ui.gallery.case import case
from ui.gallery.components import components
from ui.gallery.consent import consent
from ui.gallery.directory import directory
from ui.gallery.frame import window_words
from ui.gallery.today import today
from ui.unlock.restore_page import RestorePage
from ui.unlock.unlock_page import UnlockPage
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.segments import Segment
from ui.widgets.stepper import StepButton
from ui.window.main_window import MainWindow
from ui.window.navigation import Place

Dress = Callable[..., None]

ACTED_ON = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
PAGES: dict[str, Callable[[], QWidget]] = {
    "today": today,
    "case": case,
    "consent": consent,
    "directory": directory,
    "components": components,
}


def unlock() -> QWidget:
    return UnlockPage("Harbour Gate centre", keyboard="English")


def first_run() -> QWidget:
    return FirstRunWizard(FirstRun(lambda: "ABCD-EFGH-JKMN-PQRS"))


def in_window(name: str) -> QWidget:
    if name == "unlock":
        return unlock()
    if name == "first_run":
        return first_run()
    if name == "restore":
        return RestorePage(DialogFiles(), replaces=True)
    window = MainWindow(window_words())
    window.show_page(PAGES[name](), Place.CASE)
    return window


NAMES = (*PAGES, "unlock", "first_run", "restore")


@pytest.fixture
def open_page(qtbot: QtBot) -> Iterator[Callable[[str], QWidget]]:
    kept: list[QWidget] = []

    def opened(name: str) -> QWidget:
        widget = in_window(name)
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        widget.show()
        QApplication.processEvents()
        return widget

    yield opened
    kept.clear()


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child.isValid():
            yield from walk(child)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_can_be_acted_on_has_two_names(
    name: str, open_page: Callable[[str], QWidget]
) -> None:
    page = open_page(name)
    acted_on = [one for one in page.findChildren(QWidget) if isinstance(one, ACTED_ON)]
    assert acted_on
    nameless = [
        (type(one).__name__, one.objectName(), one.accessibleName())
        for one in acted_on
        if one.isVisible() and (not one.objectName() or not (one.accessibleName() or one.toolTip()))
    ]
    assert nameless == []


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_reader_hears_a_name_for_whatever_can_be_focused(
    name: str, open_page: Callable[[str], QWidget]
) -> None:
    root = QAccessible.queryAccessibleInterface(open_page(name))
    silent = []
    heard = 0
    for interface in walk(root):
        state = interface.state()
        if state.focusable and not state.invisible and not state.disabled:
            heard += 1
            if not interface.text(QAccessible.Text.Name):
                silent.append((interface.role(), interface.object().objectName()))
    assert heard > 3
    assert silent == []


def room_of(widget: QWidget) -> tuple[int, int]:
    """Return the width and the height that *widget* needs for its words."""
    if isinstance(widget, Label):
        return widget.minimumSizeHint().width(), widget.heightForWidth(widget.width())
    if isinstance(widget, Button):
        return 0, widget.heightForWidth(widget.width())
    if isinstance(widget, Segment):
        return widget.needed(4, chosen=widget.isChecked()), 0
    if isinstance(widget, StepButton):
        return widget.needed(), 0
    return widget.sizeHint().width(), 0


WORDED: tuple[type[Any], ...] = (Label, Button, Segment, StepButton, Chip)
"""Widgets whose words must not be cut off."""


def cut_off(page: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.text()!r}: {widget.size()} for {room_of(widget)}"
        for kind in WORDED
        for widget in page.findChildren(kind)
        if widget.isVisible()
        and widget.text()
        and (widget.width() < room_of(widget)[0] or widget.height() < room_of(widget)[1])
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("text_scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize(
    "name", ["today", "case", "consent", "directory", "unlock", "first_run", "restore"]
)
def test_no_words_are_cut_on_a_small_screen(
    name: str,
    text_scale: float,
    language: str,
    dress: Dress,
    open_page: Callable[[str], QWidget],
) -> None:
    dress(text_scale=text_scale, language=language)
    page = open_page(name)
    assert page.width() == 1366
    assert page.height() == 768
    assert cut_off(page) == []


@pytest.mark.parametrize("name", ["today", "case", "consent", "directory"])
def test_a_page_fits_its_width_with_doubled_text(
    name: str, dress: Dress, open_page: Callable[[str], QWidget]
) -> None:
    dress(text_scale=2.0)
    page = open_page(name)
    for label in page.findChildren(Label):
        if label.isVisible():
            right = label.mapTo(page, label.rect().topRight()).x()
            assert right <= 1366, label.text()
