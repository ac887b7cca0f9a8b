"""How people of Harbour Gate say yes or no: the room, the interpreter, what shows it."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.consent.talk import Asked, Talk
from caseworker.demo.signature import drawn
from caseworker.model.consent import (
    CanDecide,
    Capacity,
    Evidence,
    FormOfConsent,
    Interpreter,
    KindOfConsent,
    Purpose,
    Setting,
)
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork

STAFF_LANGUAGES = frozenset({"en", "fr", "ar", "es"})
"""Spoken by somebody at the desk; for others, an interpreter comes or is called."""
INTERPRETERS = {
    "ti": "07", "am": "03", "so": "12", "prs": "15", "fa": "15", "uk": "21", "bn": "18",
    "ku": "09", "ha": "24", "ff": "26", "wo": "26",
}  # fmt: skip

Shows = Callable[[UnitOfWork], Evidence]


def signed(turns: float = 1.3) -> Shows:
    """Return evidence drawn on screen."""
    return lambda work: Evidence(
        form=FormOfConsent.SIGNATURE, attachment_id=work.attach(drawn(turns), "image/png")
    )


def spoken(work: UnitOfWork) -> Evidence:
    """Return words that were spoken, certified by whoever asked."""
    return Evidence(
        form=FormOfConsent.VERBAL, certified_by=work.actor.user_id, certified_at=work.now()
    )


def on_paper(place: str) -> Shows:
    """Return a paper that was signed, and where it lies."""
    return lambda _work: Evidence(form=FormOfConsent.ON_PAPER, paper_place=place)


def thumbprint(place: str) -> Shows:
    """Return a paper with a thumbprint, and where it lies."""
    return lambda _work: Evidence(form=FormOfConsent.THUMBPRINT, paper_place=place)


def room(language: str) -> Setting:
    """Return a private room, with an interpreter where nobody on the staff speaks it."""
    code = INTERPRETERS.get(language)
    return Setting(
        private=True,
        interpreter=Interpreter(code=code, sex="female", has_signed=True) if code else None,
        language=language,
        medium="spoken",
        limits_told=True,
        said_back=True,
    )


def talk(work: UnitOfWork, language: str, shows: Shows) -> Talk:
    """Return the talk of an adult who can decide today."""
    return Talk(
        setting=room(language),
        capacity=Capacity(
            can_decide=CanDecide.YES, age=True, understanding=True, health=True, feelings=True
        ),
        evidence=shows(work),
    )


def guardians_talk(work: UnitOfWork, language: str, shows: Shows) -> Talk:
    """Return the talk of a parent who speaks for a child."""
    return Talk(
        setting=room(language),
        kind=KindOfConsent.GUARDIAN,
        guardian_involvement="mother or father, in the room",
        evidence=shows(work),
    )


def lines(*, notes: bool = True, photo: bool = False, figures: bool = True) -> tuple[Asked, ...]:
    """Return the usual four lines; the first is a yes."""
    answers = {
        Purpose.RECORD: True,
        Purpose.INTERVIEW_NOTES: notes,
        Purpose.PHOTO: photo,
        Purpose.FIGURES: figures,
    }
    return tuple(
        Asked(purpose=purpose, answer=Answer.YES if said else Answer.NO)
        for purpose, said in answers.items()
    )
