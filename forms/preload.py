"""Answers that the form fills in by itself when it begins and when it ends."""

from __future__ import annotations

from forms.definition import Bind
from forms.functions.dates import iso_moment
from forms.instance import Node
from forms.xpath.runtime import Session


def preload(node: Node, bind: Bind, session: Session) -> None:
    """Fill in what *bind* preloads when a form begins."""
    value = ""
    match bind.preload, bind.preload_parameter:
        case "uid", _:
            value = f"uuid:{session.unique()}"
        case "date", _:
            value = session.now().date().isoformat()
        case "timestamp", "start":
            value = iso_moment(session.now())
        case "property", name:
            value = session.properties.get(name, "")
        case _:
            return
    if value:
        node.store(value)


def preload_at_end(node: Node, bind: Bind, session: Session) -> None:
    """Fill in what *bind* preloads when the work on a form ends."""
    if bind.preload == "timestamp" and bind.preload_parameter == "end":
        node.store(iso_moment(session.now()))
