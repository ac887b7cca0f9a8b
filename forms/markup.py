"""Reading XML from strangers: bounded in size, depth and breadth, without entities or DTDs.

Expat alone would expand entities and build trees of any depth; here a document type, an entity
or too much of anything is refused before it costs memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from forms.errors import FormError, FormProblem

MAXIMUM_BYTES = 20_000_000
MAXIMUM_DEPTH = 100
MAXIMUM_ELEMENTS = 500_000
_SEPARATOR = "\x1f"


class Element:
    """One XML element: local name, namespace, attributes by local name, children in order.

    Text stands between the child elements as plain strings, so that labels with outputs keep
    their order. Attributes of a namespace are found by `{namespace}name`.
    """

    __slots__ = ("attributes", "children", "name", "namespace")

    def __init__(self, name: str, namespace: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.children: list[Element | str] = []

    def elements(self, name: str | None = None) -> Iterator[Element]:
        """Yield the child elements, or only those called *name*."""
        for child in self.children:
            if isinstance(child, Element) and (name is None or child.name == name):
                yield child

    def first(self, name: str) -> Element | None:
        """Return the first child element called *name*, or None."""
        return next(self.elements(name), None)

    def text(self) -> str:
        """Return the text directly inside, without that of child elements."""
        return "".join(child for child in self.children if isinstance(child, str))

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return the attribute *name*, or *default*."""
        return self.attributes.get(name, default)


def parse(document: str | bytes) -> Element:
    """Return the root element of *document*.

    Raises FormError with code `xml.too_large`, `xml.too_deep`, `xml.entities` or `xml.broken`.
    """
    data = document.encode("utf-8", "replace") if isinstance(document, str) else document
    if len(data) > MAXIMUM_BYTES:
        raise _refusal("xml.too_large", "The form is larger than any form we can use.")
    builder = _Builder()
    encoding = "utf-8" if isinstance(document, str) else None
    reader = expat.ParserCreate(encoding, namespace_separator=_SEPARATOR)
    reader.buffer_text = True
    reader.ordered_attributes = True
    reader.StartElementHandler = builder.start
    reader.EndElementHandler = builder.end
    reader.CharacterDataHandler = builder.text
    reader.StartDoctypeDeclHandler = _refuse_document_type
    reader.EntityDeclHandler = _refuse_document_type
    reader.ExternalEntityRefHandler = _refuse_document_type
    try:
        reader.Parse(data, True)
    except expat.ExpatError as error:
        raise FormError(
            FormProblem(
                code="xml.broken",
                message="The form file is damaged at line {line}.",
                remedy="Ask for the form again, or open it in the program that made it.",
                row=error.lineno,
                values=(("line", str(error.lineno)),),
            )
        ) from error
    if builder.root is None:
        raise _refusal("xml.broken", "The form file is empty.")
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: list[str]) -> None:
        self._count += 1
        if len(self._open) >= MAXIMUM_DEPTH:
            raise _refusal("xml.too_deep", "The form is nested deeper than any form we can use.")
        if self._count > MAXIMUM_ELEMENTS:
            raise _refusal("xml.too_large", "The form is larger than any form we can use.")
        namespace, _, local = name.rpartition(_SEPARATOR)
        pairs = iter(attributes)
        found: dict[str, str] = {}
        for key, value in zip(pairs, pairs, strict=True):
            space, _, plain = key.rpartition(_SEPARATOR)
            found[f"{{{space}}}{plain}" if space else plain] = value
        element = Element(local, namespace, found)
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def text(self, data: str) -> None:
        if self._open:
            self._open[-1].children.append(data)


def _refuse_document_type(*_arguments: object) -> int:
    raise _refusal("xml.entities", "The form file carries a document type, which is not safe.")


def _refusal(code: str, message: str) -> FormError:
    remedy = "Ask for the form again, or export it once more from the spreadsheet."
    return FormError(FormProblem(code=code, message=message, remedy=remedy))
