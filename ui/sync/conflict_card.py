"""Two versions of one field, side by side: who wrote each, when, and one press to keep it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal

from caseworker.sync.conflicts import Version
from caseworker.text import isolate
from caseworker.views.conflicts import ConflictLine
from ui.desk import Desk
from ui.language import _, text
from ui.sync.third_version import ThirdVersion
from ui.sync.value_words import FREE, PROSE, answer_words, field_words
from ui.widgets.button import ghost, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small, strong
from ui.widgets.panel import Card
from ui.widgets.stack import Column


class ConflictCard(Column):
    """One conflict. Nothing is proposed but, where safety hangs on it, the safer version."""

    kept = Signal(object)
    """The value that somebody chose."""

    def __init__(
        self, desk: Desk, line: ConflictLine, place: int, colleagues: dict[UUID, str]
    ) -> None:
        super().__init__(gap=8)
        self._conflict = line.conflict
        zone = desk.now().tzinfo
        self.setObjectName(f"conflict-{place}")
        field = field_words(line.conflict)
        heading = f"{field} · {isolate(line.about)}" if line.about else field
        self.box.addWidget(strong(heading))
        versions = line.conflict.versions
        governing = [version for version in versions if version.governs]
        if len(governing) == 1:
            self.box.addWidget(
                small(_("Somebody's safety may hang on it: until you decide, the safer one holds."))
            )
        elif governing:
            self.box.addWidget(
                small(_("Somebody's safety may hang on it: until you decide, all of it holds."))
            )
        self._safer = governing[0] if len(governing) == 1 else None
        self.box.addWidget(
            Flow(*(
                self._version(f"conflict-{place}-{number}", version, author, zone, colleagues)
                for number, (version, author) in enumerate(
                    zip(versions, line.authors, strict=True)
                )
            ), gap=16)
        )  # fmt: skip

        if line.conflict.field in FREE and _are_words(version.value for version in versions):
            third = ThirdVersion(
                desk, line.conflict.entity, line.conflict.field, f"conflict-{place}-third"
            )
            third.written.connect(self.kept.emit)
            self.box.addWidget(third)
        together = _together(line.conflict.field, [version.value for version in versions])
        if together is not None:
            both = ghost(_("Keep all of it"), name=f"conflict-{place}-together")
            both.clicked.connect(lambda: self.kept.emit(together))
            self.box.addWidget(Flow(both))

    def _version(
        self,
        name: str,
        version: Version,
        author: str,
        zone: tzinfo | None,
        colleagues: dict[UUID, str],
    ) -> Card:
        said = answer_words(self._conflict, version.value, zone, colleagues)
        moment = text().moment(version.at.astimezone(zone))
        keep = secondary(_("Keep this one"), name=f"{name}-keep")
        keep.setAccessibleName(_("Keep “{value}”", value=said))
        keep.clicked.connect(lambda: self.kept.emit(version.value))
        column = Column(gap=8)
        column.box.addWidget(small(_("{who}, {moment}", who=isolate(author), moment=moment)))
        column.box.addWidget(strong(said))
        if version is self._safer:
            column.box.addWidget(small(_("Safer. It holds for now.")))
        column.box.addWidget(Flow(keep))
        panel = Card()
        panel.content.addWidget(column)
        return panel


def _together(field: str, values: list[Any]) -> Any:
    """Return words one below the other, or a set of everything; None where only one can be true."""
    if all(isinstance(value, frozenset) for value in values):
        return frozenset().union(*values)
    if field in PROSE and _are_words(values):
        return "\n".join(sorted(value for value in values if value.strip()))
    return None


def _are_words(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
