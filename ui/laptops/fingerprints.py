"""What two people compare on two screens: digits in groups, large, the same in every language."""

from __future__ import annotations

from ui.language import _
from ui.theme.fonts import Role
from ui.widgets.code_sheet import CodeSheet
from ui.widgets.label import Label
from ui.widgets.stack import Column


class Fingerprints(Column):
    """The number of a laptop and that of its centre."""

    def __init__(self, laptop: str, centre: str) -> None:
        super().__init__(
            Label(_("The number of the new laptop"), Role.STRONG),
            CodeSheet(laptop.split(), name="laptop-fingerprint", numbered=False),
            Label(_("The number of the centre"), Role.STRONG),
            CodeSheet(centre.split(), name="centre-fingerprint", numbered=False),
            gap=8,
        )
