"""Paths into a form whose repeats are named by their lasting ids instead of their places.

A form counts the instances of a repeat: `/data/child[2]/name`. What is kept names them by id,
`/data/child[5f3c…]/name`, so that two laptops that each add a child do not write over each other.
An instance that no entity stands for is kept as a row of its own, its place being the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def by_identity(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the lasting path of each path in *answers*, as `FormEntry.answers` gives them."""
    names: dict[str, str] = {}
    for path in sorted(answers, key=_depth):
        above, rest = _around(path)
        if path.endswith("]"):
            outer = path[: path.rindex("[")]
            around, inner = _around(outer)
            start = names.get(around, around)
            names[path] = f"{start}{inner}[{answers[path]}]"
        else:
            names[path] = f"{names.get(above, above)}{rest}"
    return names


def by_place(kept: Mapping[str, str], rows: Mapping[str, str]) -> dict[str, str]:
    """Return *kept* (lasting path to text) as a form counts it.

    *rows* are instances that entities stand for, as a form keeps them: `/data/child[1]` to its
    id. Instances of *kept* follow in the order of their places, then of their ids.
    """
    places: dict[str, str] = {
        lasting: path for path, lasting in by_identity(rows).items() if path.endswith("]")
    }
    taken: dict[str, int] = {}
    for path in places.values():
        outer = path[: path.rindex("[")]
        taken[outer] = taken.get(outer, 0) + 1
    answers: dict[str, str] = {}
    for lasting in _instances(kept):
        if lasting in places:
            continue
        outer = _placed(lasting[: lasting.rindex("[")], places)
        taken[outer] = taken.get(outer, 0) + 1
        places[lasting] = f"{outer}[{taken[outer]}]"
        answers[places[lasting]] = lasting[lasting.rindex("[") + 1 : -1]
    for lasting, text in kept.items():
        if not lasting.endswith("]"):
            answers[_placed(lasting, places)] = text
    return answers


def _instances(kept: Mapping[str, str]) -> Iterable[str]:
    marks = (path for path in kept if path.endswith("]"))
    return sorted(marks, key=lambda path: (_depth(path), _number(kept[path]), path))


def _number(place: str) -> int:
    return int(place) if place.isdecimal() and len(place) < 9 else 0


def _depth(path: str) -> int:
    return path.count("[")


def _around(path: str) -> tuple[str, str]:
    """Return the innermost instance around *path*, and the rest below it."""
    end = path.rfind("]", 0, len(path) - 1) + 1
    return path[:end], path[end:]


def _placed(lasting: str, places: Mapping[str, str]) -> str:
    above, rest = _around(lasting)
    return f"{places.get(above, above)}{rest}"
