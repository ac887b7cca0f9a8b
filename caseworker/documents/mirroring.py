"""Brackets and quotation marks that open the other way where words run from right to left.

The library that puts a line into visual order turns the order and not the marks: "(٣)" would be
drawn as ")٣(". Which marks stand in a run from right to left is found as the Unicode algorithm
says (UAX #9, rules W7, N0 to N2), each isolate for itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_OPENING = {"(": ")", "[": "]", "{": "}"}
_TURNED = {
    **_OPENING,
    **{closing: opening for opening, closing in _OPENING.items()},
    "<": ">",
    ">": "<",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "≤": "≥",
    "≥": "≤",
}
"""Marks that are drawn as another where they run from right to left."""

_ISOLATES = "\u2066\u2067\u2068"
_END = "\u2069"
_MARK = "\u200f"
"""An invisible letter from right to left."""

_LEFT, _RIGHT, _NEUTRAL = "L", "R", ""


def mirrored(line: str, right_to_left: bool) -> str:
    """Return *line*, in the order of reading, with the marks turned that run right to left."""
    if not _TURNED.keys() & set(line):
        return line
    found = list(line)
    for places, direction in _sequences(line, _RIGHT if right_to_left else _LEFT):
        kinds = _strong(line, places, direction)
        held = _pairs(line, places, kinds, direction)
        for at, place in enumerate(places):
            if line[place] not in _TURNED:
                continue
            if place in held:
                if held[place] == _RIGHT:
                    # Turned, it pairs with nothing any more: the marks beside it keep it in place.
                    found[place] = f"{_MARK}{_TURNED[line[place]]}{_MARK}"
            elif _between(kinds, at, direction) == _RIGHT:
                found[place] = _TURNED[line[place]]
    return "".join(found)


def _sequences(line: str, direction: str) -> Iterator[tuple[list[int], str]]:
    """Yield the places of *line* outside isolates, then those of each isolate, with directions."""
    places: list[int] = []
    at = 0
    while at < len(line):
        places.append(at)
        if line[at] in _ISOLATES:
            end = _end_of(line, at)
            inside = line[at + 1 : end]
            for inner, its in _sequences(inside, _direction_of(line[at], inside)):
                yield [at + 1 + place for place in inner], its
            at = end
            continue
        at += 1
    yield places, direction


def _end_of(line: str, start: int) -> int:
    """Return where the isolate that begins at *start* ends: its mark, or the end of the line."""
    depth = 0
    for place in range(start, len(line)):
        depth += (line[place] in _ISOLATES) - (line[place] == _END)
        if depth == 0:
            return place
    return len(line)


def _direction_of(mark: str, inside: str) -> str:
    if mark != "\u2068":
        return _LEFT if mark == "\u2066" else _RIGHT
    kinds = (unicodedata.bidirectional(letter) for letter in inside)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    return _LEFT if first == "L" else _RIGHT


def _strong(line: str, places: Sequence[int], direction: str) -> list[str]:
    """Return for each place its direction; numbers go with the letters before them (W7)."""
    kinds, last = [], direction
    for place in places:
        kind = unicodedata.bidirectional(line[place])
        if kind in {"L", "R", "AL"}:
            last = _LEFT if kind == "L" else _RIGHT
            kinds.append(last)
        elif kind == "EN":
            kinds.append(_LEFT if last == _LEFT else _RIGHT)
        else:
            kinds.append(_RIGHT if kind == "AN" else _NEUTRAL)
    return kinds


def _pairs(line: str, places: Sequence[int], kinds: list[str], direction: str) -> dict[int, str]:
    """Return the direction of every bracket that has its partner (N0); *kinds* learns it."""
    other = _LEFT if direction == _RIGHT else _RIGHT
    found: dict[int, str] = {}
    for first, last in _matched(line, places):
        inside = set(kinds[first + 1 : last]) - {_NEUTRAL}
        if direction in inside:
            resolved = direction
        elif other in inside:
            before = next((kind for kind in reversed(kinds[:first]) if kind), direction)
            resolved = other if before == other else direction
        else:
            continue
        for at in (first, last):
            kinds[at] = found[places[at]] = resolved
    return found


def _matched(line: str, places: Sequence[int]) -> list[tuple[int, int]]:
    open_ones: list[int] = []
    found = []
    for at, place in enumerate(places):
        letter = line[place]
        if letter in _OPENING:
            open_ones.append(at)
        elif letter in _OPENING.values():
            for depth in range(len(open_ones) - 1, -1, -1):
                if _OPENING[line[places[open_ones[depth]]]] == letter:
                    found.append((open_ones[depth], at))
                    del open_ones[depth:]
                    break
    return sorted(found)


def _between(kinds: Sequence[str], at: int, direction: str) -> str:
    """Return the direction of a neutral place: that of both its neighbours, else the line's."""
    before = next((kind for kind in reversed(kinds[:at]) if kind), direction)
    after = next((kind for kind in kinds[at + 1 :] if kind), direction)
    return before if before == after else direction
