"""Two laptops say different things of the same changes: a fault of a program, put right here."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker.ports import Changes
from caseworker.sync.space import Laptop
from caseworker.text import isolate
from ui.language import _, ngettext, text
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.notice import Notice
from ui.widgets.stack import Column


class UnlikeNotice(Column):
    """Says what happened and what is safe, and works it out again on one press."""

    def __init__(self, shell: Shell, laptops: Sequence[Laptop]) -> None:
        super().__init__(gap=8)
        self._shell = shell
        self._codes = text().listed([isolate(each.code) for each in laptops])
        again = secondary(_("Work everything out again"), name="work-out-again", small=True)
        again.clicked.connect(self._work_out)
        self.box.addWidget(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("Two laptops show the same changes differently"),
                _(
                    "A program made a mistake, nobody else did. Nothing is lost: every change is"
                    " kept. Until it is put right, look at laptop {codes} too before you decide"
                    " about somebody's safety.",
                    codes=self._codes,
                ),
                [again],
            )
        )

    def _work_out(self) -> None:
        space = self._shell.desk.space
        self._shell.desk.work(self, space.work_out_again, self._tell)

    def _tell(self, found: tuple[int, Changes]) -> None:
        count, changes = found
        self._shell.desk.tell(changes)
        said = ngettext(
            "{count} entry was not as it was written, and is put right.",
            "{count} entries were not as they were written, and are put right.",
            count,
        )
        if not count:
            said = _(
                "All here is as it was written. Do the same on laptop {codes}; if nothing is found"
                " there either, bring both to the newest version of the program.",
                codes=self._codes,
            )
        self._shell.say(said)
