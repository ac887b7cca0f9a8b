"""The language of a paper, chosen by the person it is for."""

from __future__ import annotations

from collections.abc import Iterable

from caseworker.text import LANGUAGES
from ui.language import _, text
from ui.widgets.language_row import OWN_NAMES
from ui.widgets.segments import Segments


class LanguageChoice(Segments):
    """Begins with the first of the person's own languages that papers exist in."""

    def __init__(self, spoken: Iterable[str], *, name: str, chosen: str = "") -> None:
        first = next((code for code in spoken if code in LANGUAGES), text().language)
        super().__init__(
            OWN_NAMES,
            name=name,
            label=_("Language of the paper"),
            value=chosen or first,
            equal=0,
        )

    @property
    def language(self) -> str:
        """The code of the language chosen."""
        return self.value() or text().language
