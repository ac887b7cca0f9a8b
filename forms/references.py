"""The references by which the body of a form names its questions."""

from __future__ import annotations

import re

from forms.markup import Element

_PREDICATE = re.compile(r"\[[^\]]*\]")


def repeat_paths(body: Element | None) -> set[str]:
    """Return the absolute paths of all repeats of *body*."""
    paths: set[str] = set()
    waiting = [(body, "")] if body is not None else []
    while waiting:
        element, base = waiting.pop()
        own = element.get("nodeset") if element.name == "repeat" else element.get("ref")
        path = absolute(own, base) if own else base
        if element.name == "repeat":
            paths.add(path)
        waiting.extend((child, path) for child in element.elements())
    return paths


def absolute(reference: str, base: str) -> str:
    """Return *reference* as an absolute path of a definition, seen from *base*."""
    reference = _PREDICATE.sub("", reference.strip()).removeprefix("current()/")
    if reference.startswith("/"):
        return _plain(reference)
    parts = base.split("/")
    for part in reference.split("/"):
        if part == "..":
            parts.pop()
        elif part and part != ".":
            parts.append(part)
    return _plain("/".join(parts))


def _plain(path: str) -> str:
    """Return *path* without prefixes and predicates."""
    return "/".join(part.rpartition(":")[2] for part in path.split("/"))
