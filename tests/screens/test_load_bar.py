"""The bar of a caseload: told without colour, from either side, in any size of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from caseworker.centre.settings import the_centre
from caseworker.model.staff import Role
from tests.screens.at_work import Begin
from tests.screens.conftest import Show
from tests.screens.test_reports import many
from ui.reports.load_bar import LoadBar
from ui.theme.theme import theme
from ui.window.navigation import Place


def inks(bar: LoadBar, share: float) -> set[str]:
    """Return the colours in the column of pixels at a *share* of the width."""
    image: QImage = bar.grab().toImage()
    across = min(int(image.width() * share), image.width() - 1)
    return {image.pixelColor(across, down).name().upper() for down in range(image.height())}


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_is_over_the_limit_is_hatched_and_the_limit_is_marked(
    show: Show, *, mirrored: bool
) -> None:
    bar = LoadBar(30, 20, 40)
    if mirrored:
        bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(bar)
    at = (lambda share: 1 - share) if mirrored else (lambda share: share)
    colours = theme().tokens
    assert colours.accent in inks(bar, at(0.25))
    over = set().union(*(inks(bar, at(0.55 + step / 100)) for step in range(15)))
    assert {colours.sand_soft, colours.accent} & over == {colours.sand_soft}
    assert len(over) > 4, "strokes as well as a colour"
    assert colours.quiet in inks(bar, at(0.9))
    assert colours.text in inks(bar, 0.5)
    assert colours.text not in inks(bar, at(0.6))


def test_a_limit_that_nobody_reaches_is_marked_at_the_end(show: Show) -> None:
    bar = LoadBar(0, 20, 7)
    show(bar)
    assert theme().tokens.text in inks(bar, 1)
    assert theme().tokens.accent not in inks(bar, 0)


def test_each_number_is_told_once_and_in_words(begin: Begin) -> None:
    work = begin(frozenset({Role.SUPERVISOR, Role.CASEWORKER}))
    many(work)
    work.does(lambda unit: setattr(the_centre(unit), "caseload_limit", 10))
    work.go(Place.REPORTS, part="caseloads")
    me = work.widget(f"load-{work.office.actor.user_id}")
    (bar,) = me.findChildren(LoadBar)
    assert bar.isVisible()
    said = [words for words in work.words() if "18" in words]
    assert set(said) == {"18 open cases, limit 10"}
    assert work.sees("8 over the limit")
