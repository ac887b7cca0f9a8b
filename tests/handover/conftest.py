from __future__ import annotations

import pytest

from tests.handover.centres import Two


@pytest.fixture
def two() -> Two:
    return Two.met()
