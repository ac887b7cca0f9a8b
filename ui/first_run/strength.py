"""How long a passphrase would hold, told honestly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zxcvbn import zxcvbn

from caseworker.text import N_
from ui.language import _

TRIES_A_SECOND = 1_000
"""What somebody with the laptop and a room full of computers may reach against Argon2id."""
LEAST_GUESSES = 10**10
"""Below this a passphrase is refused: four months at `TRIES_A_SECOND`."""
_GUESSES_A_KNOWN_WORD = 100
_LONGEST_JUDGED = 72
"""More letters than this add nothing to the judgement, only time."""


class Grade(StrEnum):
    """How strong a passphrase is."""

    NONE = "none"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


@dataclass(frozen=True)
class Strength:
    """The judgement on a passphrase; *share* is how full the bar is, from 0 to 1."""

    grade: Grade
    guesses: int
    share: float

    @property
    def enough(self) -> bool:
        """Whether it may be used."""
        return self.guesses >= LEAST_GUESSES

    def say(self) -> str:
        """Return the judgement in a sentence."""
        if self.grade is Grade.NONE:
            return _("Four or five words that do not belong together are strong and easy to keep.")
        return _(_WORDS[self.grade], time=_time(self.guesses // TRIES_A_SECOND))


_WORDS = {
    Grade.WEAK: N_("Weak: guessed in about {time}. Add words that do not belong together."),
    Grade.FAIR: N_("Not enough yet: guessed in about {time}. One more word helps."),
    Grade.GOOD: N_("Good: about {time} of guessing with many computers."),
    Grade.STRONG: N_("Strong: more than {time} of guessing with many computers."),
}


def strength(passphrase: str, known: tuple[str, ...] = ()) -> Strength:
    """Judge *passphrase*; *known* words (name, centre) are guessed first."""
    if not passphrase:
        return Strength(Grade.NONE, 0, 0.0)
    guesses = min(_guesses(passphrase), _guesses_knowing(passphrase, known))
    return Strength(_grade(guesses), guesses, min(1.0, max(0.04, (len(str(guesses)) - 1) / 16)))


def _guesses(passphrase: str) -> int:
    return int(zxcvbn(passphrase[:_LONGEST_JUDGED])["guesses"]) if passphrase else 1


def _guesses_knowing(passphrase: str, known: tuple[str, ...]) -> int:
    """Return the guesses of somebody who knows the name and the centre, and tries them first."""
    rest, hits = passphrase.casefold(), 0
    for word in {word.casefold() for part in known for word in part.split() if len(word) > 2}:
        hits += rest.count(word)
        rest = rest.replace(word, "")
    return _guesses(rest.strip()) * int(_GUESSES_A_KNOWN_WORD**hits)


def _grade(guesses: int) -> Grade:
    for grade, least in ((Grade.STRONG, 10**14), (Grade.GOOD, LEAST_GUESSES), (Grade.FAIR, 10**7)):
        if guesses >= least:
            return grade
    return Grade.WEAK


def _time(seconds: int) -> str:
    century = 100 * 365 * 86_400
    for words, length in (
        (_("a hundred years"), century),
        (_("a year"), 365 * 86_400),
        (_("a month"), 30 * 86_400),
        (_("a day"), 86_400),
        (_("an hour"), 3_600),
    ):
        if seconds >= length:
            return words
    return _("a minute")
