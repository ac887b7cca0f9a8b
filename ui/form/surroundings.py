"""What a form on screen is given from outside: its pictures, and controls of other screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from forms import Choice, Question, library
from ui.form.controls.control import Control
from ui.form.controls.kinds import control_for
from ui.form.controls.pictures import framed

SIDE = 320
"""The most room of a picture above a question, in pixels at usual text size."""
Picture = Callable[[str], QImage | None]
Make = Callable[[Question], Control]
Sound = Callable[[str, str], QWidget | None]


def built_in_picture(name: str) -> QImage | None:
    """Return a picture of the forms that come with the program, or None."""
    content = library.picture(name)
    return QImage.fromData(content) if content is not None else None


class Surroundings:
    """Supplies the widget of each question; screens that keep files add theirs by kind."""

    def __init__(
        self,
        picture: Picture = built_in_picture,
        controls: Mapping[str, Make] | None = None,
        sound: Sound | None = None,
    ) -> None:
        """*picture* finds a picture of the form by file name; *controls* go before the usual.

        *sound* returns what plays a sound of the form, by file name and name of the question.
        """
        self._find = picture
        self._controls = controls or {}
        self._sound = sound

    def control(self, question: Question, choices: Sequence[Choice]) -> Control:
        """Return the control for *question*, showing its answer."""
        make = self._controls.get(question.kind)
        if make is not None:
            return make(question)
        return control_for(question, choices, self._picture)

    def _picture(self, name: str) -> QImage | None:
        """Return a picture by the name that a form gives it: "jr://images/water.png"."""
        return self._find(name.rpartition("/")[2])

    def media_of(self, question: Question) -> list[QWidget]:
        """Return what stands above a question: its picture, and the way to hear it."""
        return [*self._pictures_of(question), *self._sounds_of(question)]

    def _sounds_of(self, question: Question) -> list[QWidget]:
        name = question.media.get("audio", "").rpartition("/")[2]
        plays = self._sound(name, question.name) if name and self._sound is not None else None
        return [] if plays is None else [plays]

    def _pictures_of(self, question: Question) -> list[QWidget]:
        name = question.media.get("image") or question.media.get("big-image")
        image = self._picture(name) if name else None
        if image is None:
            return []
        shown = framed(image, SIDE)
        shown.setAccessibleName(question.label)
        return [shown]
