"""The words that `or_other` adds are read in the language of the form, or of who reads it."""

from __future__ import annotations

from forms import FormEntry, read_form
from forms.compiler import compile_tables

LANGUAGES = ("English (en)", "Français (fr)", "Español (es)", "العربية (ar)", "ትግርኛ (ti)")


def _spoken(other: str = "") -> FormEntry:
    """Return a form in five languages; *other* is a row with a choice of the author's own."""
    columns = " | ".join(f"label::{language}" for language in LANGUAGES)
    words = " | ".join("Where" for _ in LANGUAGES)
    tables = f"""
| survey |
| | type | name | {columns} |
| | select_multiple place or_other | where | {words} |
| | begin_repeat | each | {words} |
| | select_one place or_other | again | {words} |
| | end_repeat | | |
| | select_one place | same_list | {words} |
| choices |
| | list_name | name | {columns} |
| | place | here | {words} |
{other}
"""
    compiled = compile_tables(tables)
    assert not compiled.problems
    return FormEntry(read_form(compiled.xml))


def _words(entry: FormEntry, path: str) -> tuple[str, str]:
    return entry.choices(path)[-1].label, entry.label(f"{path}_other")


def test_the_words_follow_the_language_of_the_form_at_any_moment() -> None:
    entry = _spoken()
    said = {}
    for language in LANGUAGES:
        entry.set_language(language)
        said[language] = _words(entry, "/data/where")
        assert _words(entry, "/data/each[1]/again") == said[language]
        assert entry.choices("/data/same_list")[-1].label == said[language][0]
    assert list(said.values()) == [
        ("Other", "Specify other."),
        ("Autre", "Précisez."),
        ("Otro", "Especifique."),
        ("غير ذلك", "يرجى التحديد."),
        ("Other", "Specify other."),
    ]


def test_what_the_author_wrote_stays() -> None:
    own = "| | place | other | Elsewhere | Ailleurs | En otra parte | Other | ካልእ |"
    entry = _spoken(own)
    entry.set_language("Français (fr)")
    assert _words(entry, "/data/where") == ("Ailleurs", "Précisez.")


def test_a_form_that_names_no_language_is_read_in_that_of_the_reader() -> None:
    tables = """
| survey |
| | type | name | label |
| | select_one place or_other | where | Where? |
| | text | plain_other | Specify other. |
| choices |
| | list_name | name | label |
| | place | here | Here |
"""
    form = read_form(compile_tables(tables).xml)
    assert _words(FormEntry(form, language="es"), "/data/where") == ("Otro", "Especifique.")
    assert _words(FormEntry(form), "/data/where") == ("Other", "Specify other.")
    # A question that somebody wrote so is hers, and is not translated.
    assert FormEntry(form, language="es").label("/data/plain_other") == "Specify other."
