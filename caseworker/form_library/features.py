"""What a form asks for that this program does not do: said before it is installed."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.text import N_
from forms import FormDefinition, FormProblem
from forms.language_names import code_of
from forms.markup import Element, parse
from forms.or_other import speaks

_HELP = N_("Nothing is lost: the question is asked without it.")
_NOT_DONE = N_("“{what}” is not supported here.")
_MAPS = frozenset({"geotrace", "geoshape"})
_APPEARANCES = {
    "map": N_("a map"),
    "placement-map": N_("a map"),
    "printer": N_("a label printer"),
    "counter": N_("a counter"),
    "bearing": N_("a compass"),
    "new-front": N_("a choice of camera"),
}
_ACTIONS = {
    "setgeopoint": N_("a place taken without being asked"),
    "recordaudio": N_("a recording in the background"),
}
"""Both would be taken from somebody who was not asked; they stay undone on purpose."""


def unsupported(form: FormDefinition, xml: str) -> Iterator[FormProblem]:
    """Yield a warning for each thing that *form* wants and will not get."""
    for definition, control in form.controls.items():
        if definition.data_type in _MAPS:
            yield _warning(
                "feature.drawn_place",
                N_("A line or an area on a map is asked for, and is typed here instead."),
                N_("Ask for a single place, or leave it: the points can be written down."),
                definition.path,
            )
        for appearance in control.appearance.split():
            if appearance.startswith("ex:"):
                yield _not_done("feature.other_program", N_("another program"), definition.path)
            elif appearance in _APPEARANCES:
                yield _not_done(
                    "feature.appearance", _APPEARANCES[appearance], definition.path, "appearance"
                )
    if any(definition.path.endswith("/meta/audit") for definition in form.definitions):
        yield _warning(
            "feature.watching",
            N_("The form wants to note how it is filled in. Here nobody is watched."),
            N_("Leave it: who kept the answers and when is noted anyway."),
        )
    yield from _other_in_english(form)
    yield from _of_the_model(parse(xml))


def _other_in_english(form: FormDefinition) -> Iterator[FormProblem]:
    silent = [language for language in form.languages if not speaks(code_of(language))]
    for definition, control in form.controls.items():
        if silent and definition in form.with_other and control.choices is not None:
            yield FormProblem(
                code="choices.other_in_english",
                message=N_("“Other” is said in English in this language: {languages}."),
                remedy=N_("Write the choice and its question yourself instead of “or_other”."),
                severity="warning",
                path=definition.path,
                column="type",
                values=(("languages", ", ".join(silent)),),
            )


def _of_the_model(html: Element) -> Iterator[FormProblem]:
    waiting = [html]
    while waiting:
        element = waiting.pop()
        waiting.extend(element.elements())
        if element.name in _ACTIONS:
            path = element.get("ref") or element.get("nodeset")
            yield _not_done("feature.without_asking", _ACTIONS[element.name], path)
        if element.name == "submission" and (element.get("action") or _key(element)):
            yield _warning(
                "feature.sending",
                N_("The form wants to send its answers away. Here nothing is sent by itself."),
                N_("Export the answers when they are needed elsewhere."),
                sheet="settings",
            )


def _key(element: Element) -> str | None:
    return element.get("base64RsaPublicKey")


def _not_done(code: str, what: str, path: str | None, column: str | None = None) -> FormProblem:
    return _warning(code, _NOT_DONE, _HELP, path, column=column, values=(("what", what),))


def _warning(
    code: str,
    message: str,
    remedy: str,
    path: str | None = None,
    *,
    sheet: str | None = None,
    column: str | None = None,
    values: tuple[tuple[str, str], ...] = (),
) -> FormProblem:
    return FormProblem(
        code=code,
        message=message,
        remedy=remedy,
        severity="warning",
        sheet=sheet,
        column=column,
        path=path,
        values=values,
    )
