"""Questions that stand elsewhere than in the version before, so that answers can follow them.

A question says where it stood in the column `bind::caseworker:was`: a path, or a name that only
one question had. What kept its place needs no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from caseworker.text import N_
from forms import FormDefinition, FormProblem
from forms.definition import FIELD_ATTRIBUTE, NodeDefinition

WAS_ATTRIBUTE = FIELD_ATTRIBUTE.replace("}field", "}was")
_COLUMN = "bind::caseworker:was"
Moved = tuple[tuple[str, str], ...]


def moved_in(form: FormDefinition, before: FormDefinition | None) -> Moved:
    """Return where questions stood *before*, and where they stand in *form*."""
    found = []
    for definition in form.definitions:
        was = definition.bind.attributes.get(WAS_ATTRIBUTE, "").strip()
        stood = _find(before, was) if before is not None and was else None
        if stood is not None:
            found.append((stood.path, definition.path))
    return tuple(found)


def unclear(form: FormDefinition, before: FormDefinition | None) -> Iterator[FormProblem]:
    """Yield what cannot be carried over from the version *before*."""
    for definition in form.definitions:
        was = definition.bind.attributes.get(WAS_ATTRIBUTE, "").strip()
        if was and (before is None or _find(before, was) is None):
            yield FormProblem(
                code="moved.unknown",
                message=N_("The version before has no question “{was}”, or more than one."),
                remedy=N_("Write where the question stood, such as /data/group/question."),
                severity="warning",
                column=_COLUMN,
                path=definition.path,
                values=(("was", was),),
            )
    if before is None:
        return
    moved = moved_in(form, before)
    for definition in before.definitions:
        asked = definition in before.controls and not definition.children
        if asked and form.at(_stands_now(definition.path, moved)) is None:
            yield FormProblem(
                code="moved.left_behind",
                message=N_("The question “{name}” of the version before has no place here."),
                remedy=N_("If it has only another name now, say so in the column {column}."),
                severity="warning",
                sheet="survey",
                values=(("name", definition.name), ("column", _COLUMN)),
            )


def carried(answers: Mapping[str, str], moved: Moved, form: FormDefinition) -> dict[str, str]:
    """Return *answers* (lasting path to text) as they stand in *form*.

    A group or a repeat takes along all that stands in it. What *form* has no place for is left
    out: it stays readable in its own version.
    """
    found = {}
    for path, text in answers.items():
        steps = [step.partition("[") for step in path.strip("/").split("/")]
        definition = form.at(_stands_now("/" + "/".join(name for name, _, _ in steps), moved))
        if definition is None:
            continue
        ids = [f"[{rest}" for _name, mark, rest in steps if mark]
        repeats = [step for step in definition.chain if step.repeat]
        if len(ids) == len(repeats):
            named = dict(zip(repeats, ids, strict=True))
            found["".join(f"/{step.name}{named.get(step, '')}" for step in definition.chain)] = text
    return found


def _stands_now(path: str, moved: Moved) -> str:
    """Return where the question at *path* stands now; the nearest move above it decides."""
    above = [
        (stood, stands) for stood, stands in moved if path == stood or path.startswith(f"{stood}/")
    ]
    if not above:
        return path
    stood, stands = max(above, key=lambda move: len(move[0]))
    return stands + path[len(stood) :]


def _find(form: FormDefinition, was: str) -> NodeDefinition | None:
    if was.startswith("/"):
        return form.at(was)
    named = [definition for definition in form.definitions if definition.name == was]
    return named[0] if len(named) == 1 else None
