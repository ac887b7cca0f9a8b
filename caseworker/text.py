"""All words, dates and numbers, in the language of whoever reads them.

One `Text` is one language. The interface has one; a document takes its own, because an Arabic
consent prints while the interface is French.
"""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache

import babel.dates
import babel.numbers
from babel import Locale

from caseworker import resources

SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "fr", "es", "ar")
"""The languages that interface and documents are complete in (by test)."""


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "mark, translate later"
    """Mark *message* for translation and return it as it is."""
    return message


class Text:
    """The words of one language, with its plural rules, dates and numbers."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else SOURCE_LANGUAGE
        self._locale = Locale.parse(self.language)
        self._catalogue = _load(self.language)

    def __call__(self, message: str, **values: object) -> str:
        """Return *message* in this language, with its {named} places filled from *values*."""
        return _fill(self._catalogue.gettext(message) if message else "", values)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the form for *count*; `{count}` is written in the language's digits."""
        return _fill(
            self._catalogue.ngettext(one, many, count), {"count": self.number(count), **values}
        )

    def within(self, context: str, message: str, **values: object) -> str:
        """Return *message* as it is said in *context* (gettext's msgctxt)."""
        return _fill(self._catalogue.pgettext(context, message), values)

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self._locale.text_direction == "rtl"

    def number(self, value: float) -> str:
        """Return *value* in the digits and separators of the language."""
        written = babel.numbers.format_decimal(
            value, locale=self._locale, numbering_system=self._digits
        )
        # Babel takes the separators of a numbering system, but not its digits.
        return self._in_digits(written)

    def listed(self, items: Iterable[str]) -> str:
        """Return *items* one after the other, with the comma of the language."""
        comma = "، " if self.language == "ar" else ", "
        return comma.join(item for item in items if item)

    def day(self, value: date, pattern: str = "d MMMM y") -> str:
        """Return a day in words; *pattern* is a CLDR pattern or one of its named lengths."""
        return self._in_digits(babel.dates.format_date(value, pattern, locale=self._locale))

    def moment(self, value: datetime) -> str:
        """Return a moment as day and clock time, in the zone that *value* carries."""
        return f"{self.day(value.date())} {self.clock(value)}"

    def clock(self, value: datetime | time) -> str:
        """Return hours and minutes, on the 24-hour clock."""
        return self._in_digits(value.strftime("%H:%M"))

    def language_name(self, code: str) -> str:
        """Return the name of the language *code* (ISO 639) in this language, or the code."""
        return str(self._locale.languages.get(_CLDR_CODES.get(code, code), code))

    def country_name(self, code: str) -> str:
        """Return the name of the country *code* (ISO 3166-1 alpha-2), or the code.

        A region of the world (M49) has its name as well, and so has `NO_COUNTRY`.
        """
        if code == NO_COUNTRY:
            return self(_STATELESS)
        return str(self._locale.territories.get(code, code))

    def ordered_by(self, words: str) -> str:
        """Return by what *words* stand in order among others: letters without case and marks."""
        apart = unicodedata.normalize("NFKD", words.casefold())
        return "".join(letter for letter in apart if not unicodedata.combining(letter))

    @property
    def _digits(self) -> str:
        return "arab" if self.language == "ar" else "latn"

    def _in_digits(self, text: str) -> str:
        return text.translate(_ARABIC_DIGITS) if self._digits == "arab" else text


_STATELESS = N_("Stateless")
NO_COUNTRY = "XX"
"""Where a country is asked: that there is none (R-009)."""
_CLDR_CODES = {"prs": "fa_AF"}
"""Languages that CLDR knows under another code than ISO 639-3: Dari."""

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def isolate(text: str) -> str:
    """Return *text* in a first-strong isolate, so that its direction disturbs no neighbour.

    A number of a telephone is read from left to right in every language; nothing stays nothing.
    What would end the isolate early, or outlast it, is taken out: names come from strangers too.
    """
    if not text:
        return ""
    inside = text if _is_balanced(text) else text.translate(_ISOLATES)
    return f"\u2068{inside}\u2069"


_OPENS, _CLOSES = frozenset("\u2066\u2067\u2068"), "\u2069"
_ISOLATES = dict.fromkeys(map(ord, (*_OPENS, _CLOSES)))


def _is_balanced(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter in _OPENS) - (letter == _CLOSES)
        if depth < 0:
            return False
    return depth == 0


def _fill(message: str, values: dict[str, object]) -> str:
    return message.format_map(values) if values else message


@cache
def _load(language: str) -> gettext.NullTranslations:
    catalogue = resources.catalogue(language)
    if language == SOURCE_LANGUAGE or not catalogue.is_file():
        return gettext.NullTranslations()
    with catalogue.open("rb") as file:
        return gettext.GNUTranslations(file)
