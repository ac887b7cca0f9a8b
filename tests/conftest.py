"""Fixtures that tests of several subjects share."""

from __future__ import annotations

import pytest

from tests.scene import Scene


@pytest.fixture
def scene() -> Scene:
    """A centre on the in-memory twin, with Amina at the desk."""
    return Scene()
