"""The two words that XLSForm adds to a list with `or_other`, in the language that is read.

The program that turns spreadsheets into forms writes them in English, whatever the form speaks.
Words that the author wrote are never touched.
"""

from __future__ import annotations

from collections.abc import Mapping

from forms.definition import Control, NodeDefinition

OTHER = "Other"
SPECIFY = "Specify other."
_WORDS = {
    "fr": {OTHER: "Autre", SPECIFY: "Précisez."},
    "es": {OTHER: "Otro", SPECIFY: "Especifique."},
    "ar": {OTHER: "غير ذلك", SPECIFY: "يرجى التحديد."},
}


def with_other(controls: Mapping[NodeDefinition, Control]) -> frozenset[NodeDefinition]:
    """Return the selects with a choice added by `or_other`, and the questions added with them.

    The choice is added to the list itself, so that all selects of that list have it.
    """
    found: set[NodeDefinition] = set()
    for definition, control in controls.items():
        name = definition.name.removesuffix("_other")
        asked_of = definition.parent.children.get(name) if definition.parent is not None else None
        rule = definition.bind.relevant
        if (
            control.kind == "input"
            and asked_of is not None
            and asked_of in controls
            and rule is not None
            and "".join(rule.source.split()) == f"selected(../{name},'other')"
            and control.label is not None
            and control.label.parts == (SPECIFY,)
        ):
            found |= {asked_of, definition}
    lists = {_list_of(controls[each]) for each in found} - {""}
    found |= {each for each, control in controls.items() if _list_of(control) in lists}
    return frozenset(found)


def _list_of(control: Control) -> str:
    return control.choices.list_name if control.choices is not None else ""


def speaks(code: str) -> bool:
    """Return whether both words are known in the language with this *code*."""
    return code == "en" or code in _WORDS


def said(words: str, code: str) -> str:
    """Return *words* in the language with this *code*; what is not ours stays as it is."""
    return _WORDS.get(code, {}).get(words, words)
