"""The pictures of an installed form, as its questions show them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QImage

from caseworker.form_library.versions import picture
from caseworker.model.ids import InstalledFormId
from ui.desk import Desk
from ui.form.surroundings import Make, Surroundings


def surroundings(
    desk: Desk, form_id: InstalledFormId | None, controls: Mapping[str, Make] | None = None
) -> Surroundings:
    """Return what a form on screen is given; a built-in form brings no pictures."""

    def find(name: str) -> QImage | None:
        content = desk.ask(lambda reads: picture(reads, form_id, name))
        return image_of(content)

    return Surroundings(find, controls)


def image_of(content: bytes | None) -> QImage | None:
    """Return *content* as a picture, or None where it is none."""
    image = QImage.fromData(content) if content else QImage()
    return None if image.isNull() else image
