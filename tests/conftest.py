"""Fixtures that tests of several subjects share."""

from __future__ import annotations

import sys

import pytest

from tests.scene import Scene


@pytest.fixture
def scene() -> Scene:
    """A centre on the in-memory twin, with Amina at the desk."""
    return Scene()


def pytest_sessionfinish() -> None:
    """Leave nothing of Python's in the clipboard: Qt would destroy it after Python is gone."""
    gui = sys.modules.get("PySide6.QtGui")
    application = gui.QGuiApplication.instance() if gui is not None else None
    if application is not None:
        application.clipboard().clear()
