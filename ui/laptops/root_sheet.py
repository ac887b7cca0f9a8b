"""The code of the root, shown once: whoever has it may say who the administrators are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caseworker.documents.paper import typeset
from caseworker.documents.recovery_paper import root_paper
from ui.documents.printing import print_pdf
from ui.language import _, text
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.code_sheet import CodeSheet
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.sheet import Sheet


def show_root(shell: Shell, window: QWidget, code: str, then: Callable[[], None]) -> None:
    """Lay *code* over the window until somebody says that it is on paper, then call *then*."""
    sheet = Sheet(
        _("The root of this centre"), _("It is on paper"), back=_("Not yet"), name="root-sheet"
    )
    sheet.say(
        _(
            "This code says who the administrators are. You need it if all of them are lost, or if"
            " two end each other. No laptop keeps it."
        )
    )
    sheet.content.addWidget(CodeSheet(code.split("-"), name="root-code", numbered=True))
    printing = secondary(_("Print the code"), name="print-root", icon="printer")
    printing.clicked.connect(lambda: print_pdf(window, typeset(root_paper(code, text()))))
    sheet.content.addWidget(Flow(printing))
    sheet.content.addWidget(
        Notice(
            Tone.WARN,
            "warning-circle",
            _("It is shown only now"),
            _("Keep it in another place than the recovery code and the laptops."),
        )
    )
    sheet.agreed.connect(then)
    # It is shown once: neither Escape nor a slip of the hand takes it away.
    sheet.dismissed.connect(lambda: show_root(shell, window, code, then))
    shell.open_sheet(sheet)
