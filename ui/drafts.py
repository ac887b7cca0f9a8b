"""Drafts of screens: what was typed is kept within a second, and comes back as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from cattrs.preconf.json import make_converter
from PySide6.QtCore import QEvent, QObject, QTimer

from ui.desk import Desk

T = TypeVar("T")

KEEP_AFTER = 400
"""Milliseconds after the last change; the next change in a row waits no longer than twice this."""

_converter = make_converter()
_converter.register_unstructure_hook(UUID, str)
_converter.register_structure_hook(UUID, lambda kept, _kind: UUID(kept))


def to_bytes(state: object) -> bytes:
    """Return a frozen state as the bytes of a draft."""
    return _converter.dumps(state).encode()


def from_bytes(kept: bytes, kind: type[T]) -> T | None:
    """Return the state kept in a draft, or None where this version can no longer read it."""
    try:
        return _converter.loads(kept, kind)
    except Exception:
        return None


@dataclass(frozen=True, kw_only=True)
class FormDraft:
    """The answers of a form, path to text."""

    answers: Mapping[str, str] = field(default_factory=dict)


class DraftKeeper(QObject):
    """Keeps one draft while somebody types; the timer is the only delay."""

    def __init__(
        self, owner: QObject, desk: Desk, subject: UUID, form: str, state: Callable[[], object]
    ) -> None:
        super().__init__(owner)
        self._desk, self._subject, self._form, self._state = desk, subject, form, state
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.keep_now)
        owner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the last words at once when the page goes: its timer goes with it."""
        if event.type() == QEvent.Type.Hide and self._timer.isActive():
            self.keep_now()
        return super().eventFilter(watched, event)

    def touch(self) -> None:
        """Something was typed: keep it soon."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep the present state."""
        self._timer.stop()
        self._desk.save_draft(self._subject, self._form, to_bytes(self._state()))

    def load(self, kind: type[T]) -> T | None:
        """Return what was kept before, or None."""
        kept = self._desk.load_draft(self._subject, self._form)
        return from_bytes(kept, kind) if kept is not None else None

    def discard(self) -> None:
        """Erase the draft: what it held is kept for good, or is not to be kept at all."""
        self._timer.stop()
        self._desk.discard_draft(self._subject, self._form)
