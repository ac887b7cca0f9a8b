"""What a form says about who may open it, and about what must be there before it opens.

Written as attributes in the settings of a form, so that an XLSForm of a centre says it in the same
way: `attribute::caseworker:open_to` (an act of the program, or `everybody`),
`attribute::caseworker:training` (trainings, any one of which opens it) and
`attribute::caseworker:needs_consent` (a purpose to which the person has said yes, R-050).
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
    )
