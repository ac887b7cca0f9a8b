"""Drafts of screens: what was typed is kept within a second, and comes back as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from cattrs.preconf.json import make_converter
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.widgets.text_input import PassphraseField, TextArea, TextField

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
    version: str = ""
    """In which version they were typed; empty in drafts of earlier days."""
    before: Mapping[str, str] = field(default_factory=dict)
    """What was kept when the form was opened, path to text."""
    form: str = ""
    """Which form it is, where a draft may be of several."""


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


class WordsKeeper:
    """Keeps what is typed into the fields inside a widget, by their object names.

    For small forms: words alone. What was typed and not kept stands in the fields again.
    """

    def __init__(self, owner: QWidget, desk: Desk, subject: UUID, form: str) -> None:
        """Look after all fields that *owner* has by now; passphrases are never among them."""
        found: list[TextField | TextArea] = [
            each for each in owner.findChildren(TextField) if not isinstance(each, PassphraseField)
        ]
        found += owner.findChildren(TextArea)
        self._fields = {each.objectName(): each for each in found}
        self._keeper = DraftKeeper(owner, desk, subject, form, self._typed)
        kept = self._keeper.load(FormDraft)
        for name, words in (kept.answers if kept is not None else {}).items():
            if name in self._fields:
                _write(self._fields[name], words)
        for each in found:
            each.textChanged.connect(self._keeper.touch)

    def discard(self) -> None:
        """Erase the draft: the words are kept for good."""
        self._keeper.discard()

    def _typed(self) -> FormDraft:
        return FormDraft(answers={name: _read(field) for name, field in self._fields.items()})


def _read(field: TextField | TextArea) -> str:
    return field.text() if isinstance(field, TextField) else field.toPlainText()


def _write(field: TextField | TextArea, words: str) -> None:
    if isinstance(field, TextField):
        field.setText(words)
    else:
        field.setPlainText(words)
