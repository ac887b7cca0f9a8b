"""What two write in one form at once, for any answers: nothing that one of them changed is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseworker.meanwhile import together

PATHS = [f"/data/{name}" for name in "abcd"]
TEXTS = st.sampled_from(["", "x", "y", "z"])
ANSWERS = st.fixed_dictionaries(dict.fromkeys(PATHS, TEXTS))


@given(ANSWERS, ANSWERS, ANSWERS)
def test_each_answer_is_that_of_whoever_changed_it(
    before: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    found = together(before, mine, theirs)
    for path in PATHS:
        first, here, there = before[path], mine[path], theirs[path]
        kept = found.answers.get(path, "")
        both = first not in (here, there) and here != there
        assert (path in found.differing) is both, "whoever keeps is told, and only then"
        if both:
            assert kept == here
        else:
            assert kept == (there if here == first else here)


LINES = st.lists(st.sampled_from(["aa", "bb", "cc"]), unique=True, max_size=3)


def lines(ids: list[str], words: dict[str, str]) -> dict[str, str]:
    """Return the lines *ids* of a repeat, each with its word."""
    said: dict[str, str] = {}
    for place, identity in enumerate(ids, start=1):
        said[f"/data/r[{place}]"] = identity
        said[f"/data/r[{place}]/word"] = words[identity]
    return said


WORDS = st.fixed_dictionaries(dict.fromkeys(("aa", "bb", "cc"), st.sampled_from(["x", "y", "z"])))


@given(LINES, LINES, LINES, WORDS, WORDS, WORDS)
def test_a_line_goes_only_where_somebody_took_it_out(
    before: list[str],
    mine: list[str],
    theirs: list[str],
    first: dict[str, str],
    here: dict[str, str],
    there: dict[str, str],
) -> None:
    found = together(lines(before, first), lines(mine, here), lines(theirs, there))
    kept = {text for path, text in found.answers.items() if path.endswith("]")}
    taken_out_here = set(before) - set(mine)
    untouched = {line for line in set(before) & set(mine) if here[line] == first[line]}
    gone = taken_out_here | (untouched - set(theirs))
    assert kept == (set(mine) | set(theirs)) - gone
    for place in range(1, len(kept) + 1):
        assert found.answers[f"/data/r[{place}]/word"]
