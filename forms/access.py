"""What a form says about who may open it, and about what must be there before it opens.

Written as attributes in the settings of a form, so that an XLSForm of a centre says it in the same
way: `attribute::caseworker:open_to` (an act of the program, or `everybody`),
`attribute::caseworker:training` (trainings, any one of which opens it),
`attribute::caseworker:needs_consent` (a purpose to which the person has said yes, R-050),
`attribute::caseworker:about` (what it is filled about), `attribute::caseworker:read_by` (an act
that reads what was filled, where that is not whoever fills it) and
`attribute::caseworker:without_name` (`yes` where nobody is to be told from the answers, R-407).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.definition import FormDefinition

NAMESPACE = "https://caseworker.example/xforms"
_COLUMN = "attribute::caseworker:"


@dataclass(frozen=True)
class Access:
    """Names as the form gives them; blank or empty where it gives none."""

    open_to: str = ""
    trainings: frozenset[str] = frozenset()
    needs_consent: str = ""
    about: frozenset[str] = frozenset()
    """Of `centre`, `person`, `case` and `child`; empty for a person or a case."""
    read_by: str = ""
    """Blank: whoever opens the form reads what was filled."""
    without_name: bool = False
    """Neither who filled it nor the hour is kept with the answers."""


def access_of(form: FormDefinition) -> Access:
    """Return what a compiled form says of itself."""
    return _read(form.instance.attributes, f"{{{NAMESPACE}}}")


def access_in(settings: Mapping[str, str]) -> Access:
    """Return what the row of settings of a spreadsheet says, before it is compiled."""
    return _read(settings, _COLUMN)


def _read(values: Mapping[str, str], start: str) -> Access:
    return Access(
        open_to=values.get(f"{start}open_to", ""),
        trainings=frozenset(values.get(f"{start}training", "").split()),
        needs_consent=values.get(f"{start}needs_consent", ""),
        about=frozenset(values.get(f"{start}about", "").split()),
        read_by=values.get(f"{start}read_by", ""),
        without_name=values.get(f"{start}without_name", "") == "yes",
    )
