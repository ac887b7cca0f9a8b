"""The form engine behind the interface of the XForms conformance runner."""

from __future__ import annotations

import random
import uuid
from datetime import datetime

from forms import FormEntry, Surroundings, read_form


class Adapter:
    """Random draws repeat: in a trace, what a form draws decides which answers it shows."""

    def __init__(self) -> None:
        self._entry: FormEntry | None = None

    @property
    def entry(self) -> FormEntry:
        assert self._entry is not None
        return self._entry

    def load(self, xform_xml: str, files: dict[str, str] | None) -> None:
        surroundings = Surroundings(
            now=lambda: datetime.now().astimezone(),
            random=random.Random(2).random,
            unique=lambda: str(uuid.uuid4()),
        )
        self._entry = FormEntry(read_form(xform_xml), files=files or {}, surroundings=surroundings)

    def set(self, ref: str, value: str) -> None:
        self.entry.set(ref, value)

    def add_repeat(self, ref: str) -> None:
        self.entry.add_repeat(ref)

    def remove_repeat(self, ref: str) -> None:
        self.entry.remove_repeat(ref)

    def set_language(self, name: str) -> None:
        self.entry.set_language(name)

    def exists(self, ref: str) -> bool:
        return self.entry.exists(ref)

    def value(self, ref: str) -> str:
        return self.entry.value(ref)

    def relevant(self, ref: str) -> bool:
        return self.entry.relevant(ref)

    def required(self, ref: str) -> bool:
        return self.entry.required(ref)

    def readonly(self, ref: str) -> bool:
        return self.entry.readonly(ref)

    def constraint_valid(self, ref: str) -> bool:
        return self.entry.constraint_valid(ref)

    def valid(self, ref: str) -> bool:
        return self.entry.valid(ref)

    def form_valid(self) -> bool:
        return self.entry.form_valid()

    def constraint_message(self, ref: str) -> str | None:
        return self.entry.constraint_message(ref)

    def required_message(self, ref: str) -> str | None:
        return self.entry.required_message(ref)

    def choices(self, ref: str) -> list[tuple[str, str]]:
        return [(choice.value, choice.label) for choice in self.entry.choices(ref)]

    def label(self, ref: str) -> str:
        return self.entry.label(ref)

    def count(self, ref: str) -> int:
        return self.entry.count(ref)
