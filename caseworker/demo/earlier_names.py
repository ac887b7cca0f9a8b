"""Names, languages and ages of those who came in groups through the year; all invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caseworker.demo.residents import Resident
from caseworker.demo.talks import signed, spoken
from caseworker.model.person import Sex


@dataclass(frozen=True)
class _Custom:
    """How people of one country are called: four women and four men, four families."""

    country: str
    languages: tuple[str, ...]
    women: tuple[str, str, str, str]
    men: tuple[str, str, str, str]
    families: tuple[str, str, str, str]


_CUSTOMS = (
    _Custom("SD", ("ar",), ("Huda", "Rania", "Amna", "Sumaya"),
            ("Bakri", "Siddig", "Tariq", "Mutasim"), ("Elamin", "Osman", "Babiker", "Eltayeb")),
    _Custom("CM", ("fr",), ("Solange", "Brigitte", "Odile", "Clarisse"),
            ("Serge", "Blaise", "Hervé", "Landry"), ("Mbarga", "Fotso", "Ngono", "Tchinda")),
    _Custom("CO", ("es",), ("Luz Dary", "Marcela", "Yurani", "Esperanza"),
            ("Wilmer", "Fabián", "Edwin", "Jairo"), ("Quintero", "Ospina", "Cárdenas", "Murillo")),
    _Custom("PK", ("en",), ("Shazia", "Rukhsana", "Uzma", "Nighat"),
            ("Imran", "Waqas", "Adeel", "Shahzad"), ("Bhatti", "Chaudhry", "Qureshi", "Rana")),
    _Custom("TN", ("ar", "fr"), ("Ines", "Wafa", "Olfa", "Rim"),
            ("Anis", "Hichem", "Skander", "Walid"), ("Trabelsi", "Jaziri", "Mejri", "Ayari")),
    _Custom("GH", ("en",), ("Abena", "Akosua", "Efua", "Adwoa"),
            ("Kwame", "Kofi", "Yaw", "Kwabena"), ("Asante", "Boateng", "Owusu", "Ofori")),
    _Custom("GE", ("en",), ("Nino", "Ketevan", "Tamar", "Eka"),
            ("Giorgi", "Levan", "Zurab", "Davit"),
            ("Beridze", "Kapanadze", "Lomidze", "Maisuradze")),
)  # fmt: skip
_NEEDED = (
    ("place_to_sleep", "food"), ("food", "clothes"), ("health",), (), ("food", "telephone"),
    ("place_to_sleep",), ("legal_advice",), ("food", "health", "family"), (),
)  # fmt: skip
"""What each needed at once, in turn."""
_AGES = (19, 31, 24, 38, 27, 46, 22, 34, 52, 29, 41, 26, 63, 33, 36, 21)


def people(number: int, days: int, before: int, together: int) -> Iterator[Resident]:
    """Yield the adults *together* in the group with this *number*, who came *days* ago.

    *before* is how many came in earlier groups.
    """
    for place in range(before, before + together):
        custom = _CUSTOMS[place % len(_CUSTOMS)]
        turn = place // len(_CUSTOMS)
        is_woman = turn % 2 == 0
        yield Resident(
            key=f"earlier {place}",
            given=(custom.women if is_woman else custom.men)[turn // 2 % 4],
            family=custom.families[(turn + turn // 4) % 4],
            sex=Sex.FEMALE if is_woman else Sex.MALE,
            age=_AGES[(place * 3 + number) % len(_AGES)],
            country=custom.country,
            languages=custom.languages,
            days=days,
            seen="",
            bed="",
            shows=signed(0.8 + place % 7 / 8) if place % 3 else spoken,
            asked_for="female" if is_woman and place % 4 == 0 else "",
            needs=_NEEDED[place % len(_NEEDED)],
        )
