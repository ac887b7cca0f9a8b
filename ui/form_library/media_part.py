"""The files that a form names: each asked for by its name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.form_library.media import Wanted
from caseworker.text import isolate
from ui.language import _, text
from ui.theme.tokens import Tone
from ui.widgets.button import quiet
from ui.widgets.chip import Chip
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead


class MediaPart(QWidget):
    """A list is needed; a picture or a sound only helps."""

    asked = Signal(str)
    """The file of this name is to be chosen."""

    def __init__(self, wanted: Sequence[Wanted], given: Collection[str]) -> None:
        super().__init__()
        self.setObjectName("form-media")
        self.setAccessibleName(_("Files of the form"))
        rows = RowList()
        rows.add(*(self._row(each, here=each.name in given) for each in wanted))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SectionHead(_("Files of the form"), text().number(len(wanted))))
        column.addWidget(rows)

    def _row(self, each: Wanted, *, here: bool) -> Row:
        choose = quiet(_("Choose the file"), name=f"choose-{each.name}", small=True)
        choose.setAccessibleName(_("Choose the file: {name}", name=each.name))
        choose.clicked.connect(lambda: self.asked.emit(each.name))
        if here:
            chip = Chip(_("Here"), Tone.OK, "check")
        else:
            chip = Chip(_("Missing"), Tone.WARN, "warning-circle")
        what = _("A list of choices") if each.is_list else _("A picture or a sound")
        return Row(isolate(each.name), what, chips=(chip,), acts=(choose,))
