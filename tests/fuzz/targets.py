"""What is fuzzed: each takes any bytes, and either answers or refuses in the known way.

Anything else that is raised is a finding, and so is what takes longer than a person waits.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

from caseworker.form_library.submission import read_submission
from caseworker.handover.body import read_body
from caseworker.handover.card import MAGIC as CARD
from caseworker.handover.card import NotACard, read_card
from caseworker.handover.handover_file import MAGIC as HANDOVER
from caseworker.handover.handover_file import Refused, read_file
from forms import FormDefinition, FormEntry, FormError, library, read_form
from forms.compiler import compile_file
from forms.errors import ExpressionError
from forms.functions.patterns import whole_match
from tests.fuzz.exchange_targets import EXCHANGE

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa"><h:head><model><instance>'
)
FIELDS = '<data id="t"><a>3</a><b>x y</b><r><x>1</x></r><r><x>2</x></r><c/><d/></data></instance>'
BODY = (
    '</model></h:head><h:body><input ref="/data/a"><label>A</label></input>'
    '<repeat nodeset="/data/r"><input ref="/data/r/x"><label>X</label></input></repeat>'
    "</h:body></h:html>"
)


def expression(data: bytes) -> None:
    """Run *data* as a calculation and as a condition, in a form with a repeat."""
    said = data.decode("utf-8", "replace")
    if any(ord(letter) < 32 or 0xFFFE <= ord(letter) <= 0xFFFF for letter in said):
        return  # no such letter is in any XML
    rule = quoteattr(said)
    binds = (
        f'<bind nodeset="/data/c" calculate={rule}/><bind nodeset="/data/d" relevant={rule}/>'
        f'<bind nodeset="/data/r/x" type="int" constraint={rule}/>'
    )
    entry = FormEntry(read_form(HEAD + FIELDS + binds + BODY))
    entry.set("/data/a", "4")
    entry.add_repeat("/data/r")
    entry.findings()
    entry.outline(hidden=True)


def form(data: bytes) -> None:
    """Read *data* as the XML of a form, fill it and come back to it."""
    with suppress(FormError):
        entry = FormEntry(read_form(data))
        for question in entry.questions()[:20]:
            entry.set(question.path, "1")
        entry.finish()
        FormEntry(entry.form, entry.answers()).outline(hidden=True)


def pattern(data: bytes) -> None:
    """Match a text by a pattern; the first line is the pattern."""
    first, _, text = data.decode("utf-8", "replace").partition("\n")
    with suppress(ExpressionError):
        whole_match(first, text)


def table(data: bytes) -> None:
    """Compile *data* as a form written in a table, and begin it."""
    with suppress(FormError):
        FormEntry(read_form(compile_file(data, ".md").xml)).finish()


def submission(data: bytes) -> None:
    """Take *data* for the answers of a form, and go on filling it."""
    known = _known()
    read = read_submission(data, known, lambda: "an-id")
    FormEntry(known, read.answers).finish()


def card(data: bytes) -> None:
    """Read *data* as the card of a centre."""
    with suppress(NotACard):
        read_card(data if data.startswith(CARD) else CARD + data)


def handover(data: bytes) -> None:
    """Read *data* as a sealed file, and as what lies in one once it is open."""
    with suppress(Refused):
        read_file(data if data.startswith(HANDOVER) else HANDOVER + data)
    with suppress(Refused):
        read_body(data).to_bytes()


@cache
def _known() -> FormDefinition:
    return library.load("registration_household")


FORMS = (expression, form, pattern, table, submission)
BETWEEN_CENTRES = (card, handover)
TARGETS: MappingProxyType[str, Callable[[bytes], None]] = MappingProxyType(
    {**{each.__name__: each for each in (*FORMS, *BETWEEN_CENTRES)}, **EXCHANGE}
)
