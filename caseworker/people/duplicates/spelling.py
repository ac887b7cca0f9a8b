"""What stays of a name through scripts and spellings.

A name is met as Mohammed, Muhammad, Maxamed and محمد. Each word becomes Latin letters; then what is
written in several ways for one sound is written in one. Beside it stand the bones: the consonants,
which alone are left where a script writes no vowels.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

MOST_WORDS = 4
"""Of each part of a name; longer ones are compared by their first words."""
LONGEST = 40
"""Letters of a word that are compared."""

_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "an", "ar", "ad", "at", "az"})
_JOINED = re.compile(r"\b(al|el)[-' ]+", re.IGNORECASE)
_NO_LETTER = re.compile(r"[^a-z]")
# Longer spellings first: each is tried before its own parts.
_SOUNDS = (
    ("schtsch", "sh"), ("shch", "sh"), ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("tsh", "ch"),
    ("dj", "j"), ("dzh", "j"), ("zh", "j"), ("gh", "g"), ("kh", "h"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("ck", "k"), ("qu", "k"), ("ts", "s"), ("ks", "x"), ("gn", "n"),
    ("oua", "wa"), ("oui", "wi"), ("oue", "we"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"),
    ("ei", "e"), ("ai", "e"), ("ay", "e"), ("ey", "e"), ("aw", "au"), ("ll", "l"),
)  # fmt: skip
_LETTERS = str.maketrans({"q": "k", "z": "s", "y": "i", "w": "u", "o": "u", "e": "i"})
_SOFT_C = re.compile(r"c(?=[eiy])")
_TWICE = re.compile(r"(.)\1+")
_VOWELS_WRITTEN = ("a", "e", "i", "o", "u")
_VOWELS = ("a", "i", "u")
_NO_VOWELS = str.maketrans("", "", "aiu")


@dataclass(frozen=True)
class Word:
    """One word of a name as it is compared."""

    readings: tuple[str, ...]
    """The sounds in Latin letters; two where one spelling is read in two ways."""
    bones: tuple[str, ...]
    """The consonants of each reading."""
    without_vowels: bool
    """Its script writes none, so that only bones can be compared."""


def words(name: str) -> tuple[Word, ...]:
    """Return the words of a part of a name, articles left out."""
    joined = _JOINED.sub("", unicodedata.normalize("NFKC", name))
    found = [each for each in re.split(r"[\s\-.,/]+", joined) if each]
    told = [each for each in found if each.casefold() not in _ARTICLES] or found
    read = (word(each.casefold()) for each in told[:MOST_WORDS])
    return tuple(each for each in read if each.readings)


@lru_cache(maxsize=100_000)
def word(written: str) -> Word:
    """Return one word as it is compared; without readings where it has no letter."""
    written = written[:LONGEST]
    without_vowels = any("\u0590" <= letter <= "\u07bf" for letter in written)
    if without_vowels:
        written = written.removeprefix("ال")
    latin = anyascii(written).lower()
    readings = [latin, *_read_otherwise(latin)]
    told = dict.fromkeys(_sounds(each) for each in readings)
    kept = tuple(each for each in told if each)
    return Word(kept, tuple(_bones(each) for each in kept), without_vowels)


def _read_otherwise(latin: str) -> Iterator[str]:
    """Yield the second sound of letters that stand for two."""
    if "x" in latin or (latin.startswith("c") and latin[1:2] in _VOWELS_WRITTEN):
        # Somali writes two sounds of Arabic with letters that other spellings read otherwise.
        yield latin.removeprefix("c").replace("x", "h")
    if "ch" in latin:
        yield latin.replace("tch", "ch").replace("ch", "sh")
    if latin.startswith("j"):
        yield "y" + latin[1:]


def _sounds(latin: str) -> str:
    latin = latin.replace("`", "a") if latin.startswith("`") else latin
    letters = _NO_LETTER.sub("", latin)
    for spelling, sound in _SOUNDS:
        letters = letters.replace(spelling, sound)
    # A letter that no name has by now keeps "ch" from being read as a hard "c".
    letters = _SOFT_C.sub("s", letters).replace("ch", "š").replace("c", "k").replace("š", "ch")
    plain = _TWICE.sub(r"\1", letters.translate(_LETTERS))
    return plain.removesuffix("h") or plain


def _bones(sounds: str) -> str:
    """Return the consonants; a vowel at the beginning is one, whichever it is."""
    begun = "a" if sounds[:1] in _VOWELS else sounds[:1]
    return _TWICE.sub(r"\1", begun + sounds[1:].translate(_NO_VOWELS))
