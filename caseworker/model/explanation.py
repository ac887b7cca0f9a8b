"""How a centre explains things in a language of its own: words, voice, picture (R-271)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId, UserId


@dataclass(eq=False, kw_only=True)
class Explanation(Entity):
    """One topic in one language; readers of no interface language hear and see it."""

    about: str
    """The value of an orientation topic or of a purpose of consent."""
    language: str
    """ISO 639."""
    words: str = ""
    sound_id: AttachmentId | None = None
    picture_id: AttachmentId | None = None
    kept_at: datetime
    kept_by: UserId
