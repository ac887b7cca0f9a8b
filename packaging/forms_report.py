"""Every built-in form, what it is for and who opens it: docs/forms.md.

forms_report.py           write the page anew
forms_report.py check     fail where the page is not what the forms say

Everything is read from the forms themselves: the first sentence of their text, their settings,
their `requirement` column and their bindings.
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from uuid import UUID  # noqa: E402  after the path

from caseworker import form_access  # noqa: E402  after the path
from caseworker.model.ids import UserId  # noqa: E402  after the path
from caseworker.model.staff import Role, Training  # noqa: E402  after the path
from caseworker.ports import Actor  # noqa: E402  after the path
from forms import FormDefinition, library  # noqa: E402  after the path

PAGE = ROOT / "docs" / "forms.md"
NUMBER = re.compile(r"R-(\d{3})\b")
NUMBERS = re.compile(r"\s*\((?:R-\d{3}[^)]*)\)")

HEAD = """# Built-in forms

The forms that come with the program. Written by `python packaging/forms_report.py` from
`forms/definitions/`; a test fails where this page is out of date. A centre changes any of them as
a spreadsheet (XLSForm) without a programmer.

*Open to* names the roles; where a training is named, any one of those marks is needed as well, and
where a yes is named, the person has agreed to it before the form opens. *Bound* names what the
answers are kept in; other answers are kept as they stand, one for each question.

| form | for what | open to | requirements | bound |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the page as the forms say it now."""
    return HEAD + "".join(_row(name) for name in library.names())


def _row(name: str) -> str:
    form = library.load(name)
    cells = (
        f"**{form.title}**<br>`{name}`",
        _purpose(library.source(name)),
        _open_to(name),
        _numbers(library.source(name)),
        _bound(form),
    )
    return f"| {' | '.join(cells)} |\n"


def _purpose(source: str) -> str:
    """Return the first sentence below the heading, without its requirement numbers."""
    _heading, text, *_rest = source.split("\n\n")
    first = re.split(r"(?<=[.])\s", NUMBERS.sub("", " ".join(text.split())))[0]
    return first.replace("|", "\\|")


def _open_to(name: str) -> str:
    access = library.access(name)
    needed = form_access.trainings_for(access)
    roles = [role for role in Role if form_access.may_open(_somebody(role), access)]
    said = "everybody" if len(roles) == len(Role) else ", ".join(role.value for role in roles)
    if needed:
        said += f"; trained: {' or '.join(sorted(each.value for each in needed))}"
    consent = form_access.consent_for(access)
    return said if consent is None else f"{said}; after a yes to: {consent.value}"


def _somebody(role: Role) -> Actor:
    return Actor(
        user_id=UserId(UUID(int=0)),
        name="",
        staff_code="",
        roles=frozenset({role}),
        trainings=frozenset(Training),
    )


def _numbers(source: str) -> str:
    """Return the requirement numbers of the tables, three or more in a row as a span."""
    tables = source[source.index("| survey |") :]
    found = sorted({int(number) for number in NUMBER.findall(tables)})
    said: list[str] = []
    for _key, run in groupby(enumerate(found), key=lambda pair: pair[1] - pair[0]):
        row = [number for _place, number in run]
        if len(row) > 2:
            said.append(f"R-{row[0]:03} to R-{row[-1]:03}")
        else:
            said += [f"R-{number:03}" for number in row]
    return ", ".join(said)


def _bound(form: FormDefinition) -> str:
    entities = {each.field.partition(".")[0] for each in form.definitions if each.field}
    return ", ".join(f"`{entity}`" for entity in sorted(entities)) or "no"


def check() -> None:
    """Exit where the page is not current."""
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/forms.md is not current: python packaging/forms_report.py")


def write() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    check() if sys.argv[1:] == ["check"] else write()
