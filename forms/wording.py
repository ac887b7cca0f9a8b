"""Labels, hints and messages: reading them, and saying them in a language with outputs filled."""

from __future__ import annotations

from forms.definition import Itext, Parts, Wording
from forms.errors import ExpressionError
from forms.markup import Element
from forms.xpath.parser import parse_expression
from forms.xpath.syntax import Call, Literal, Tree


def read_itext(element: Element | None) -> tuple[Itext, tuple[str, ...], str]:
    """Return the translations, the languages in order, and the default one."""
    itext: Itext = {}
    default = ""
    if element is not None:
        for translation in element.elements("translation"):
            language = translation.get("lang") or ""
            if translation.get("default") is not None or not itext:
                default = (
                    language if translation.get("default") is not None else default or language
                )
            texts = itext.setdefault(language, {})
            for text in translation.elements("text"):
                forms = texts.setdefault(text.get("id") or "", {})
                for value in text.elements("value"):
                    forms[value.get("form") or ""] = read_parts(value)
    return itext, tuple(itext), default


def read_parts(element: Element) -> Parts:
    """Return the text of *element* with the trees of its outputs in their places."""
    parts: list[str | Tree] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.name == "output":
            source = child.get("value") or child.get("ref") or ""
            try:
                parts.append(parse_expression(source))
            except ExpressionError:
                parts.append("")
        else:
            parts.extend(read_parts(child))
    return tuple(parts)


def read_wording(element: Element | None) -> Wording | None:
    """Return the wording of a label or hint element, or None if there is none."""
    if element is None:
        return None
    reference = element.get("ref")
    if reference:
        identifier = itext_identifier(reference)
        if identifier is not None:
            return Wording(identifier=identifier)
    return Wording(parts=read_parts(element))


def read_message(text: str) -> Wording:
    """Return the wording of a message attribute: plain, or `jr:itext('...')`."""
    identifier = itext_identifier(text)
    return Wording(identifier=identifier) if identifier is not None else Wording(parts=(text,))


def itext_identifier(source: str) -> str | None:
    """Return the identifier in `jr:itext('identifier')`, or None if *source* is not that."""
    if "jr:itext" not in source:
        return None
    try:
        tree = parse_expression(source.strip())
    except ExpressionError:
        return None
    match tree:
        case Call("jr:itext", (Literal(identifier),)):
            return identifier
        case _:
            return None
