"""A form that was opened before somebody else kept the same answers: nothing of either is lost.

Three states lie side by side: how the form was opened, how it is now on the screen, and what is
kept by now. What only one side changed is taken from that side. Where both changed the same
answer, whoever keeps is told first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from caseworker.findings import Finding, Findings, stops
from caseworker.form_library.reading import answer_words
from caseworker.instance_paths import by_identity, by_place
from caseworker.text import N_, Text
from forms import FormEntry, Question
from forms.plain_words import plain

Answered = Mapping[str, str]
"""As `FormEntry.answers` gives it: path by place to text."""
Lasting = Mapping[str, str]
MEANWHILE = "changed-meanwhile"
"""The code of what is told before somebody writes over what another wrote."""
_AFTER = 100_000
"""Lines that were added meanwhile stand after those on the screen."""
_NOT_TYPED = frozenset({"note", "calculate", "hidden"})


@dataclass(frozen=True)
class Together:
    """What comes of the two, and where they differ."""

    answers: Mapping[str, str]
    """As `FormEntry` resumes from; where both changed an answer, it is that of the screen."""
    differing: tuple[str, ...]
    """The lasting paths (`instance_paths`) of answers, or lines, that both changed."""


def together(opened: Answered, screen: Answered, kept: Answered) -> Together:
    """Return what comes of *screen* and of what was *kept* since the form was *opened*."""
    before, mine, theirs = (_lasting(each) for each in (opened, screen, kept))
    differing, gone = _lines(before, mine, theirs)
    # Others took these lines out; they stay, as they were changed here.
    taken_out = set(differing) - gone
    merged: dict[str, str] = {}
    for path in {**mine, **theirs}:
        if _is_in(path, gone):
            continue
        if path.endswith("]"):
            merged[path] = mine.get(path) or str(int(theirs[path]) + _AFTER)
            continue
        if _is_in(path, taken_out):
            merged[path] = mine.get(path, "")
            continue
        first, here, there = (each.get(path, "") for each in (before, mine, theirs))
        merged[path] = there if here == first else here
        if first not in (here, there) and here != there:
            differing.append(path)
    said = {path: text for path, text in merged.items() if text}
    return Together(by_place(said, {}), tuple(differing))


def findings(
    screen: FormEntry, kept: FormEntry, differing: tuple[str, ...], text: Text
) -> Findings:
    """Return for each of *differing* what stands on the screen and what was kept meanwhile."""
    mine, theirs = _places(screen), _places(kept)
    return tuple(
        _finding(screen, kept, mine.get(path), theirs.get(path), text)
        for path in differing
        if path.endswith("]")
        or _is_typed(_question(screen, mine.get(path)) or _question(kept, theirs.get(path)))
    )


def without_new_lines(answers: Answered, kept: Collection[str]) -> dict[str, str]:
    """Return *answers* without lines that a form opened empty: their ids are not *kept*."""
    new = [path for path, text in answers.items() if path.endswith("]") and text not in kept]
    return {path: text for path, text in answers.items() if not _is_in(path, new)}


def _finding(
    screen: FormEntry, kept: FormEntry, here: str | None, there: str | None, text: Text
) -> Finding:
    mine, theirs = _question(screen, here), _question(kept, there)
    asked = mine or theirs
    yours = N_("Keep again puts yours in its place; the other stays in the history.")
    if asked is None:
        what = (
            N_("A line that you took out was changed meanwhile")
            if here is None
            else N_("A line that you changed was taken out meanwhile")
        )
        return stops(MEANWHILE, what, yours)
    values = {
        "question": plain(asked.label) or asked.name,
        "theirs": answer_words(kept, theirs, text) if theirs is not None else "",
    }
    if values["theirs"]:
        what = N_("{question} Meanwhile somebody wrote “{theirs}”.")
        return stops(MEANWHILE, what, yours, answer=here, **values)
    what = N_("{question} Meanwhile somebody took the answer out.")
    return stops(MEANWHILE, what, yours, answer=here, **values)


def _lasting(answers: Answered) -> dict[str, str]:
    """Return *answers* by lasting path, the place of a line as its text."""
    names = by_identity(answers)
    return {
        names[path]: path[path.rindex("[") + 1 : -1] if path.endswith("]") else text
        for path, text in answers.items()
    }


def _lines(before: Lasting, mine: Lasting, theirs: Lasting) -> tuple[list[str], set[str]]:
    """Return the lines of repeats that one took out and the other changed, and all that go."""
    differing: list[str] = []
    gone: set[str] = set()
    for line in (path for path in before if path.endswith("]")):
        if line not in mine:
            gone.add(line)
            if line in theirs and _below(theirs, line) != _below(before, line):
                differing.append(line)
        elif line not in theirs:
            if _below(mine, line) == _below(before, line):
                gone.add(line)
            else:
                differing.append(line)
    return differing, gone


def _below(answers: Lasting, line: str) -> dict[str, str]:
    return {path: text for path, text in answers.items() if path.startswith(f"{line}/")}


def _is_in(path: str, lines: Collection[str]) -> bool:
    return any(path == line or path.startswith(f"{line}/") for line in lines)


def _is_typed(question: Question | None) -> bool:
    """Return whether a person answers it; what a form works out follows from the rest."""
    return question is not None and question.kind not in _NOT_TYPED and not question.readonly


def _places(entry: FormEntry) -> dict[str, str]:
    return {lasting: path for path, lasting in by_identity(entry.answers()).items()}


def _question(entry: FormEntry, path: str | None) -> Question | None:
    if path is None or path.endswith("]") or not entry.exists(path):
        return None
    return entry.question(path)
