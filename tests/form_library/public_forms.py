"""Forms that others published, where they lie beside the repository; and one of our own shape.

The forms themselves are never part of this repository (see FORMS.tsv beside them).
"""

from __future__ import annotations

from pathlib import Path

from caseworker.form_library.checking import Source
from tests.form_library.centre_with_form import source

REAL = (
    "getodk__web-forms__packages__common__src__fixtures__preview-service__xforms__"
    "socio-economic-survey-v20240515.xml"
)
"""A household survey of ODK with a repeat, a cascade of selects, and English and French."""


def _shared() -> Path | None:
    for folder in Path(__file__).resolve().parents:
        for beside in (folder / "shared", folder.parent / "shared"):
            found = beside / "conformance" / "xforms" / "forms"
            if found.is_dir():
                return found
    return None


FOLDER = _shared()
PUBLIC = sorted(FOLDER.glob("*.xml")) if FOLDER is not None else []


def real_form() -> Source | None:
    """Return the real form, or None where it is not here."""
    if FOLDER is None or not (FOLDER / REAL).exists():
        return None
    return Source(content=(FOLDER / REAL).read_bytes(), file_type=".xml")


def own_form() -> Source:
    """Return a form of ours of the same shape: repeats, a cascade, English and Arabic."""
    return source()
