"""Regular expressions that cannot be made to run for ever.

Python's own matcher tries every way through a pattern, so that a hostile one takes years. This
one walks all ways at once, in time that grows with pattern times text, and remembers its steps.
It knows what forms use: letters, classes, groups, alternatives, counts and anchors; a look-ahead
only at the start of the pattern.
"""

from __future__ import annotations

from functools import lru_cache

from forms.errors import ExpressionError
from forms.functions.automaton import Automaton
from forms.functions.pattern_parser import read_pattern

MAXIMUM_TEXT = 20_000
MAXIMUM_STEPS = 5_000_000


def whole_match(pattern: str, text: str) -> bool:
    """Return whether all of *text* fits *pattern*.

    Raises ExpressionError with code `pattern` if it cannot be read, or is too large for the text.
    """
    if len(text) > MAXIMUM_TEXT:
        return False
    conditions, automaton = _read(pattern)
    states = automaton.size + sum(ahead.size for _, ahead in conditions)
    if states * len(text) > MAXIMUM_STEPS:
        raise ExpressionError("pattern", "large")
    for wanted, ahead in conditions:
        if ahead.matches(text, to_the_end=False) != wanted:
            return False
    return automaton.matches(text, to_the_end=True)


@lru_cache(maxsize=256)
def _read(pattern: str) -> tuple[tuple[tuple[bool, Automaton], ...], Automaton]:
    if len(pattern) > 2_000:
        raise ExpressionError("pattern", "long")
    return read_pattern(pattern)
