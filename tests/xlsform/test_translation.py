from __future__ import annotations

import pytest

from forms import FormEntry, FormError, read_form
from forms.compiler import compile_tables
from forms.translation import merge, messages

TABLES = r"""
# A form

Words before the tables are comment.

| settings |
| | form_title |
| | A title |

| survey |
| | type | name | label | hint | constraint | constraint_message |
| | text | who | Who \| what? | | regex(., 'a\|b') | Only a or b. |
| | select_one yn | ok | Is ${who} here? | Look first | | |

| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""

FRENCH = {
    "Who | what?": "Qui | quoi ?",
    "Is ${who} here?": "${who} est là ?",
    "Yes": "Oui",
    "Only a or b.": "Seulement a ou b.",
}


def _french(message: str, language: str) -> str:
    return FRENCH.get(message, message) if language == "fr" else message


def test_all_texts_become_messages_with_their_place() -> None:
    found = messages(TABLES)
    assert [message.text for message in found] == [
        "A title",
        "Who | what?",
        "Only a or b.",
        "Is ${who} here?",
        "Look first",
        "Yes",
        "No",
    ]
    assert (found[3].sheet, found[3].name, found[3].column) == ("survey", "ok", "label")
    assert TABLES.splitlines()[found[3].line - 1].startswith("| | select_one yn | ok")


def test_translations_become_languages_and_gaps_stay_in_the_source_language() -> None:
    entry = FormEntry(read_form(compile_tables(merge(TABLES, "en", ["en", "fr"], _french)).xml))
    assert entry.languages == ("en", "fr")
    assert entry.language == "en"
    entry.set("/data/who", "a")
    entry.set_language("fr")
    assert entry.label("/data/who") == "Qui | quoi ?"
    assert entry.label("/data/ok") == "a est là ?"
    assert entry.question("/data/ok").hint == "Look first"
    assert [choice.label for choice in entry.choices("/data/ok")] == ["Oui", "No"]
    assert entry.constraint_valid("/data/who")
    entry.set("/data/who", "c")
    assert entry.findings()[0].message == "Seulement a ou b."


def test_a_translation_that_loses_a_place_is_refused() -> None:
    with pytest.raises(FormError) as caught:
        merge(TABLES, "en", ["fr"], lambda message, _language: message.replace("${who}", "il"))
    assert caught.value.problems[0].code == "translation.places"
    assert caught.value.problems[0].column == "label"
