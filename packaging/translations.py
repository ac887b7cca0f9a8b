"""Collect, compile and check the catalogues of the interface and the documents.

translations.py update     collect all marked words and merge them into the catalogues
translations.py compile    write the compiled catalogues that are older than their source
translations.py check      fail where a language lacks a word or a placeholder
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "caseworker" / "resources" / "locale"
LANGUAGES = ("fr", "es", "ar")
PACKAGES = ("caseworker", "db", "ui")
KEYWORDS = {
    "_": None,
    "N_": None,
    "text": None,
    "ngettext": (1, 2),
    "plural": (1, 2),
    "within": ((1, "c"), 2),
}
PLACE = re.compile(r"\{(\w+)\}")
NOT_SET = {"fr": re.compile(r"(?<=\w)'(?=\w)|[ \u00a0](?=[;?!»:%](?!\w))|«(?!\u202f)")}
"""What French does not write: a straight apostrophe, or a space at which a line may end before
these signs (it is the narrow one that holds, U+202F)."""


def source_catalogue() -> Catalog:
    """Return all words marked in the code and in the built-in forms."""
    catalogue = Catalog(project="Caseworker", charset="utf-8")
    for package in PACKAGES:
        folder = ROOT / package
        for file, line, message, comments, context in extract_from_dir(
            folder, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("L10N:",)
        ):
            place = (f"{package}/{file}", line)
            catalogue.add(message, None, [place], auto_comments=comments, context=context)
    for message, place in form_messages():
        catalogue.add(message, None, [place])
    return catalogue


def form_messages() -> list[tuple[str, tuple[str, int]]]:
    """Return the words of the built-in forms with the place where each stands."""
    sys.path.insert(0, str(ROOT))
    from forms import library, translation  # noqa: PLC0415  the path must be there first

    return [
        (message.text, (f"forms/definitions/{name}.md", message.line))
        for name in library.names()
        for message in translation.messages(library.source(name))
    ]


def update() -> None:
    """Merge the source catalogue into each language's; nothing translated is dropped silently."""
    source = source_catalogue()
    for language in LANGUAGES:
        path = _path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = _read(language) if path.exists() else _new(language)
        catalogue.update(source, no_fuzzy_matching=True, update_creation_date=False)
        output = BytesIO()
        write_po(output, catalogue, width=96, sort_output=True, ignore_obsolete=True,
                 include_lineno=False, omit_header=False)  # fmt: skip
        path.write_bytes(output.getvalue())
        print(f"{language}: {len(_untranslated(catalogue))} words to translate")
    compile_()


def _new(language: str) -> Catalog:
    return Catalog(
        language,
        project="Caseworker",
        version="0.1",
        copyright_holder="The Caseworker authors",
        header_comment="# Words of Caseworker. Licence: Apache-2.0.",
        fuzzy=False,
    )


def compile_() -> None:
    """Write each compiled catalogue that is missing or older than its source."""
    for language in LANGUAGES:
        source, target = _path(language), _path(language).with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, _read(language))


def check() -> None:
    """Exit with an account of every word that a language lacks or changes the places of."""
    wanted = {_key(message) for message in source_catalogue() if message.id}
    problems: list[str] = []
    for language in LANGUAGES:
        catalogue = _read(language) if _path(language).exists() else Catalog(language)
        have = {_key(message): message for message in catalogue if message.id}
        missing = [key for key in wanted if key not in have]
        empty = [key for key in wanted if key in have and not _complete(have[key])]
        problems += [f"{language}: not translated: {key[0]!r}" for key in missing + empty]
        problems += [
            f"{language}: other places: {key[0]!r}"
            for key in wanted
            if key in have and _complete(have[key]) and not _same_places(have[key])
        ]
        problems += [
            f"{language}: not set as it should be: {form!r}"
            for key in wanted
            if key in have and language in NOT_SET
            for form in _forms(have[key])
            if NOT_SET[language].search(form)
        ]
    if problems:
        sys.exit("\n".join(sorted(problems)))
    print(f"Translations: {len(wanted)} messages complete in {', '.join(LANGUAGES)}")


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "caseworker.po"


def _read(language: str) -> Catalog:
    with _path(language).open("rb") as file:
        return read_po(file, locale=language)


def _key(message: Message) -> tuple[str, str | None]:
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def _forms(message: Message) -> tuple[str, ...]:
    if message.string is None:
        return ("",)
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _complete(message: Message) -> bool:
    return all(_forms(message)) and not message.fuzzy


def _same_places(message: Message) -> bool:
    source = message.id if isinstance(message.id, str) else message.id[1]
    wanted = set(PLACE.findall(source))
    # A plural form may say its number in words ("one", "two"): {count} may be left out there.
    spare = {"count"} if not isinstance(message.id, str) else set()
    return all(wanted - spare <= set(PLACE.findall(form)) <= wanted for form in _forms(message))


def _untranslated(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id and not _complete(message)]


if __name__ == "__main__":
    {"update": update, "compile": compile_, "check": check}[sys.argv[1]]()
