"""The code of the root: copied to paper, and two of its groups typed back, before it is used.

Nothing is founded before. Whoever is interrupted finds the same code again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caseworker.documents.paper import typeset
from caseworker.documents.recovery_paper import root_paper
from ui.documents.printing import print_pdf
from ui.first_run.copied_code import is_group, two_of
from ui.language import _, text
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.code_sheet import CodeSheet
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextField


class RootOnPaper:
    """Lays the sheets over the window, one after the other, until the code is on paper."""

    def __init__(
        self,
        shell: Shell,
        window: QWidget,
        code: str,
        then: Callable[[], None],
        left: Callable[[], None],
    ) -> None:
        """Show *code*; call *then* once it is on paper, *left* where somebody goes away first."""
        self._shell, self._window = shell, window
        self._code, self._groups = code, code.split("-")
        self._then, self._left = then, left

    def show(self) -> None:
        """Show the code."""
        sheet = Sheet(
            _("The root of this centre"), _("It is on paper"), back=_("Not now"), name="root-sheet"
        )
        sheet.say(
            _(
                "This code says who the administrators are. You need it if all of them are lost, or"
                " if two end each other. No laptop keeps it."
            )
        )
        sheet.content.addWidget(CodeSheet(self._groups, name="root-code", numbered=True))
        printing = secondary(_("Print the code"), name="print-root", icon="printer")
        printing.clicked.connect(self._print)
        sheet.content.addWidget(Flow(printing))
        sheet.content.addWidget(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("It is forgotten once you have tried your copy"),
                _("Keep it in another place than the recovery code and the laptops."),
            )
        )
        sheet.agreed.connect(self._try)
        sheet.dismissed.connect(self._left)
        self._shell.open_sheet(sheet)

    def _print(self) -> None:
        print_pdf(self._window, typeset(root_paper(self._code, text())))

    def _try(
        self, typed: tuple[str, str] = ("", ""), places: tuple[int, int] | None = None
    ) -> None:
        asked = places or two_of(len(self._groups))
        sheet = Sheet(
            _("Try your copy"), _("Go on"), back=_("Show it once more"), name="root-check"
        )
        sheet.say(_("Take the paper and write these two groups of the code."))
        fields = []
        for place, written in zip(asked, typed, strict=True):
            control = TextField(written, name=f"root-group-{place}")
            number = text().number(place + 1)
            field = Field(_("Group number {number}", number=number), control)
            if written and not is_group(written, self._groups[place]):
                field.set_error(_("Not what the code says in this place. Look at your copy."))
            sheet.content.addWidget(field)
            fields.append(control)

        def look() -> None:
            now = (fields[0].text(), fields[1].text())
            if all(is_group(w, self._groups[p]) for w, p in zip(now, asked, strict=True)):
                self._then()
            else:
                self._try((now[0] or " ", now[1] or " "), asked)

        sheet.agreed.connect(look)
        sheet.dismissed.connect(self.show)
        self._shell.open_sheet(sheet)
        fields[0].setFocus()
