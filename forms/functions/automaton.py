"""The walk through a pattern: all its ways at once, letter by letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from forms.errors import ExpressionError

MAXIMUM_STATES = 5_000
_MAXIMUM_REMEMBERED = 2_000
Test: TypeAlias = Callable[[str], bool]


class Automaton:
    """States joined by letters, by free moves, and by moves free only at a border."""

    def __init__(self) -> None:
        self.letters: list[tuple[Test, int] | None] = []
        self.free: list[list[tuple[str, int]]] = []
        self.start = 0
        self.end = 0
        self._remembered: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    @property
    def size(self) -> int:
        """How many states there are."""
        return len(self.free)

    def state(self) -> int:
        """Add a state and return its number."""
        if len(self.free) >= MAXIMUM_STATES:
            raise ExpressionError("pattern", "large")
        self.letters.append(None)
        self.free.append([])
        return len(self.free) - 1

    def join(self, first: int, second: int, border: str = "") -> None:
        """Make the move from *first* to *second* free (at *border* only, if one is named)."""
        self.free[first].append((border, second))

    def matches(self, text: str, *, to_the_end: bool) -> bool:
        """Return whether *text* fits from its start, and to its end if that is asked."""
        states = frozenset({self.start})
        for place in range(len(text) + 1):
            reached = self._spread(states, text, place)
            if self.end in reached and (not to_the_end or place == len(text)):
                return True
            if place == len(text) or not reached:
                return False
            states = self._moved(reached, text[place])
        return False

    def _spread(self, states: frozenset[int], text: str, place: int) -> frozenset[int]:
        reached = set(states)
        waiting = list(states)
        while waiting:
            for border, following in self.free[waiting.pop()]:
                if following not in reached and _at_border(border, text, place):
                    reached.add(following)
                    waiting.append(following)
        return frozenset(reached)

    def _moved(self, states: frozenset[int], letter: str) -> frozenset[int]:
        key = (states, letter)
        known = self._remembered.get(key)
        if known is not None:
            return known
        moves = (self.letters[state] for state in states)
        moved = frozenset(move[1] for move in moves if move is not None and move[0](letter))
        if len(self._remembered) < _MAXIMUM_REMEMBERED:
            self._remembered[key] = moved
        return moved


def _at_border(border: str, text: str, place: int) -> bool:
    match border:
        case "":
            return True
        case "^":
            return place == 0
        case "$":
            return place == len(text)
        case _:
            before = place > 0 and is_word(text[place - 1])
            after = place < len(text) and is_word(text[place])
            return (before != after) == (border == "b")


def is_word(letter: str) -> bool:
    """Return whether *letter* is one of a word: a letter, a digit or an underscore."""
    return letter == "_" or (letter.isascii() and letter.isalnum())
