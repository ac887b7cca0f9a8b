"""Two versions of one field, side by side: who wrote each, when, and one press to keep it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from caseworker.sync.conflicts import Version
from caseworker.text import isolate
from caseworker.views.conflicts import ConflictLine
from ui.desk import Desk
from ui.language import _
from ui.sync.third_version import ThirdVersion
from ui.sync.value_words import FREE, PROSE, answer_words, field_words
from ui.theme.theme import theme
from ui.widgets.button import ghost, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import body, small, strong
from ui.widgets.panel import Panel
from ui.widgets.stack import Column
from ui.widgets.tiles import Tiles
from ui.words import at

_LEAST = 230
"""Narrower than that, in pixels, two versions stand one below the other."""


class ConflictCard(Column):
    """One field. Nothing is proposed but, where safety hangs on it, the safer version."""

    kept = Signal(object)
    """The value that somebody chose."""

    def __init__(
        self, desk: Desk, line: ConflictLine, place: int, colleagues: dict[UUID, str]
    ) -> None:
        super().__init__(gap=8)
        self._desk, self._line, self._colleagues = desk, line, colleagues
        self._name = f"conflict-{place}"
        self.setObjectName(self._name)
        versions = line.conflict.versions
        governing = [version for version in versions if version.governs]
        self._safer = governing[0] if len(governing) == 1 else None
        self.box.addWidget(strong(field_words(line.conflict)))
        if governing:
            self.box.addWidget(small(self._until_decided()))
        options = [
            self._version(f"{self._name}-{number}", version, author)
            for number, (version, author) in enumerate(zip(versions, line.authors, strict=True))
        ]
        self.box.addWidget(Tiles(*options, least=_LEAST))
        ways = self._other_ways()
        if ways:
            self.box.addWidget(Column(*ways, gap=4))

    def _until_decided(self) -> str:
        if self._safer is not None:
            return _("Somebody's safety may hang on it: until you decide, the safer one holds.")
        return _("Somebody's safety may hang on it: until you decide, all of it holds.")

    def _version(self, name: str, version: Version, author: str) -> QWidget:
        now = self._desk.now()
        said = answer_words(self._line.conflict, version.value, now.tzinfo, self._colleagues)
        keep = secondary(_("Keep this one"), name=f"{name}-keep", small=True)
        keep.setAccessibleName(_("Keep “{value}”", value=said))
        keep.clicked.connect(lambda: self.kept.emit(version.value))
        who = _("{who}, {moment}", who=isolate(author), moment=at(version.at, now))
        option = _Option(safer=version is self._safer)
        option.box.addWidget(small(who))
        option.box.addWidget(body(said))
        if version is self._safer:
            option.box.addWidget(small(_("Safer. It holds for now.")))
        option.box.addStretch(1)
        option.box.addWidget(Flow(keep))
        return option

    def _other_ways(self) -> list[QWidget]:
        """Return what somebody may do who wants neither version, or all of them."""
        conflict = self._line.conflict
        values = [version.value for version in conflict.versions]
        ways: list[QWidget] = []
        if conflict.field in FREE and _are_words(values):
            third = ThirdVersion(self._desk, conflict.entity, conflict.field, f"{self._name}-third")
            third.written.connect(self.kept.emit)
            ways.append(third)
        together = _together(conflict.field, values)
        if together is not None:
            both = ghost(_("Keep all of it"), name=f"{self._name}-together", small=True)
            both.clicked.connect(lambda: self.kept.emit(together))
            ways.append(Flow(both))
        return ways


class _Option(Panel):
    """The ground of one version; that of the safer one is tinted."""

    def __init__(self, *, safer: bool) -> None:
        self.box = QVBoxLayout()
        super().__init__("soft" if safer else "surface", "primary" if safer else "edge")
        self.setLayout(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _dress(self) -> None:
        around = theme().space(14)
        self.box.setContentsMargins(around, around - 2, around, around)
        self.box.setSpacing(theme().space(6))
        super()._dress()


def _together(field: str, values: list[Any]) -> Any:
    """Return words one below the other, or a set of everything; None where only one can be true."""
    if all(isinstance(value, frozenset) for value in values):
        return frozenset().union(*values)
    if field in PROSE and _are_words(values):
        return "\n".join(sorted(value for value in values if value.strip()))
    return None


def _are_words(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
