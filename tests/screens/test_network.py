"""What the system tells of the network, and what is chosen for it on this laptop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from ui import preferences
from ui.preferences import Preferences
from ui.sync.network import Costs, Reach, SystemNetwork


class Watcher(QObject):
    def changed(self) -> None:
        """Hear that something may have changed."""


def test_whatever_the_system_tells_is_one_of_few_words(qapp: object) -> None:
    network, watcher = SystemNetwork(), Watcher()
    network.watch(watcher.changed)
    assert network.reach() in set(Reach)
    assert network.costs() in set(Costs)


def test_a_pause_is_remembered_and_builds_nothing_anew(tmp_path: Path) -> None:
    usual = Preferences()
    paused = replace(usual, exchange_paused=True, spare_paid_networks=False)
    preferences.save(tmp_path, paused)
    assert preferences.load(tmp_path) == paused
    assert paused.looks == usual.looks
    (tmp_path / preferences.FILE).write_text('{"exchange_paused": "yes"}', "utf-8")
    assert preferences.load(tmp_path) == usual
