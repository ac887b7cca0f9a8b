"""The report of an exchange is honest: stopped is not done, and what was not taken waits here."""

from __future__ import annotations

import pytest

from caseworker.sync.exchanging import Report
from ui.language import speak
from ui.sync.outcome import outcome


def told(report: Report) -> list[str]:
    speak("en")
    return [each.accessibleName() for each in outcome(report, None)]


@pytest.mark.usefixtures("qapp")
def test_an_exchange_that_was_stopped_is_not_called_done() -> None:
    assert told(Report(stopped=True))[0].startswith("The exchange was stopped")
    assert told(Report())[0].startswith("The exchange is done")


@pytest.mark.usefixtures("qapp")
def test_what_the_hub_did_not_take_is_said_to_wait_here() -> None:
    _done, waits = told(Report(untaken={"too-large": 2, "unknown-laptop": 1}))
    assert waits.startswith("Some files still wait here")
    assert "2 × The hub does not take it." in waits
    assert "1 × The hub was not told yet of the laptop" in waits
    assert len(told(Report())) == 1
