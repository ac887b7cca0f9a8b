"""The languages offered first at the desk, in the interface's language."""

from __future__ import annotations

import pycountry

from ui.language import text

COMMON = (
    "am", "ar", "bn", "en", "es", "fa", "ff", "fr", "ha", "ku", "ln", "om", "pa", "prs", "ps",
    "pt", "ru", "so", "sw", "ta", "ti", "tr", "uk", "ur", "vi", "wo", "yo", "zh",
)  # fmt: skip
"""ISO 639 codes of languages often met in migrant centres."""


def language_options() -> list[tuple[str, str]]:
    """Return (code, name) of the languages, by name."""
    named = [(code, _capital(text().language_name(code))) for code in COMMON]
    return sorted(named, key=lambda pair: pair[1])


def country_options() -> list[tuple[str, str]]:
    """Return (ISO 3166-1 alpha-2, name) of all countries, and stateless."""
    codes = [country.alpha_2 for country in pycountry.countries]
    named = [(code, text().country_name(code)) for code in codes]
    return sorted(named, key=lambda pair: pair[1])


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
