"""Fixed lists beside the answers: choices in the form, and CSV, XML or GeoJSON files with it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from forms.errors import FormError, FormProblem
from forms.instance import FixedList, Node
from forms.markup import Element, parse

if TYPE_CHECKING:
    from forms.definition import FormDefinition

MAXIMUM_ROWS = 200_000
_PROPERTIES_AT_MOST = 500


def read_fixed_list(identifier: str, content: Element) -> FixedList:
    """Return the list that the element *content* holds."""
    root = Node(content.name, None)
    waiting = [(content, root)]
    while waiting:
        element, node = waiting.pop()
        for name, value in element.attributes.items():
            node.add(Node(f"@{name.rpartition('}')[2]}", node, value=value))
        for child in element.elements():
            below = Node(child.name, node)
            node.add(below)
            waiting.append((child, below))
        if not any(element.elements()):
            node.store(element.text())
    return FixedList(identifier, root)


def read_file(identifier: str, name: str, text: str) -> FixedList:
    """Return the list in the file *name* with the content *text*.

    Raises FormError with code `list.broken` when it cannot be read.
    """
    lower = name.lower()
    try:
        if lower.endswith(".xml"):
            return read_fixed_list(identifier, parse(text))
        if lower.endswith(".geojson"):
            return _from_geojson(identifier, text)
        return _from_csv(identifier, text)
    except (csv.Error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise FormError(
            FormProblem(
                code="list.broken",
                message="The file “{name}” of this form cannot be read.",
                remedy="Ask for the file again, as CSV, XML or GeoJSON.",
                values=(("name", name),),
            )
        ) from error


def _from_csv(identifier: str, text: str) -> FixedList:
    plain = text.removeprefix("\ufeff")
    first_line = plain.partition("\n")[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    rows = csv.reader(io.StringIO(plain), delimiter=delimiter)
    header = [column.strip() for column in next(rows, [])]
    records = [dict(zip(header, row, strict=False)) for row in _bounded(rows) if any(row)]
    return _from_records(identifier, records)


def _bounded(rows: object) -> list[list[str]]:
    found: list[list[str]] = []
    for row in rows:  # type: ignore[attr-defined]  # a csv reader has no public type
        if len(found) >= MAXIMUM_ROWS:
            raise ValueError(MAXIMUM_ROWS)
        found.append(row)
    return found


def _from_geojson(identifier: str, text: str) -> FixedList:
    records: list[dict[str, str]] = []
    for feature in json.loads(text)["features"][:MAXIMUM_ROWS]:
        properties = dict(list((feature.get("properties") or {}).items())[:_PROPERTIES_AT_MOST])
        record = {
            str(key): "" if value is None else str(value) for key, value in properties.items()
        }
        record["geometry"] = _geometry(feature.get("geometry") or {})
        if "id" in feature:
            record["id"] = str(feature["id"])
        records.append(record)
    return _from_records(identifier, records)


def _geometry(geometry: dict[str, object]) -> str:
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        return ""
    match geometry.get("type"):
        case "Point":
            points = [coordinates]
        case "LineString":
            points = coordinates
        case "Polygon":
            points = coordinates[0]
        case _:
            return ""
    return "; ".join(f"{point[1]} {point[0]} 0 0" for point in points)


def all_lists(form: FormDefinition, files: Mapping[str, str]) -> dict[str, FixedList]:
    """Return the lists of *form* by identifier: its own, and those in *files*, by file name.

    Raises FormError with code `list.broken` when one cannot be read.
    """
    lists = dict(form.lists)
    for identifier, source in form.external_lists.items():
        name = source.rpartition("/")[2]
        text = files.get(source, files.get(name, files.get(identifier)))
        if text is not None:
            lists[identifier] = read_file(identifier, name, text)
    return lists


def _from_records(identifier: str, records: list[dict[str, str]]) -> FixedList:
    root = Node("root", None)
    for record in records:
        item = Node("item", root)
        root.add(item)
        for name, value in record.items():
            if name:
                item.add(Node(name, item, value=value))
    return FixedList(identifier, root)
