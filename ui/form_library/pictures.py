"""The pictures and sounds of an installed form, as its questions show them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from caseworker.evidence.keeping import OpenedFile
from caseworker.evidence.kinds import FileKind, kind_of
from caseworker.form_library.versions import medium
from caseworker.model.ids import InstalledFormId
from ui.desk import Desk
from ui.form.listening import Listening
from ui.form.surroundings import Make, Surroundings
from ui.outside import Players


def surroundings(
    desk: Desk,
    form_id: InstalledFormId | None,
    controls: Mapping[str, Make] | None = None,
    players: Players | None = None,
) -> Surroundings:
    """Return what a form on screen is given; a built-in form brings no media of a centre."""

    def find(name: str) -> QImage | None:
        content = desk.ask(lambda reads: medium(reads, form_id, name))
        return image_of(content)

    def hear(name: str, question: str) -> QWidget | None:
        content = desk.ask(lambda reads: medium(reads, form_id, name)) or b""
        kind = kind_of(content)
        if players is None or not isinstance(kind, FileKind):
            return None
        return Listening(OpenedFile(kind, content), players, name=question)

    return Surroundings(find, controls, hear)


def image_of(content: bytes | None) -> QImage | None:
    """Return *content* as a picture, or None where it is none."""
    image = QImage.fromData(content) if content else QImage()
    return None if image.isNull() else image
