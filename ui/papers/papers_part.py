"""The papers of a case or a person: listed by kind, opened in memory, taken out with a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.model.ids import CaseId, PersonId
from caseworker.papers.filing import open_paper, take_out
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.views.papers import PaperLine, paper_lines
from ui import words
from ui.drafts import WordsKeeper
from ui.evidence.opening import open_file
from ui.language import _, text
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, quiet
from ui.widgets.chip import Chip
from ui.widgets.label import small
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.sheet import Sheet
from ui.widgets.stack import clear
from ui.widgets.text_input import TextField


class PapersPart(QWidget):
    """Shows nothing of a paper but its kind, and in the desk view not even that.

    `attaching` tells that somebody wishes to attach one; whoever holds the part shows the card.
    """

    attaching = Signal()

    def __init__(
        self, shell: Shell, person_id: PersonId, case_id: CaseId | None = None, *, private: bool
    ) -> None:
        super().__init__()
        self.setObjectName("papers")
        self._private = private
        self._shell, self._desk = shell, shell.desk
        self._person_id, self._case_id = person_id, case_id
        acts = []
        if may(self._desk.actor, Act.WORK_ON_CASE):
            attach = ghost(_("Attach"), name="attach-paper", icon="plus", small=True)
            attach.setAccessibleName(_("Attach a paper"))
            attach.clicked.connect(self.attaching)
            acts.append(attach)
        self._head = SectionHead(_("Papers"), "", acts)
        self._rows = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        column.addLayout(self._rows)
        self.refresh()

    def refresh(self) -> None:
        """Show the papers as they stand; what is being attached stays."""
        lines = self._desk.ask(lambda reads: paper_lines(reads, self._person_id, self._case_id))
        there = sum(not line.taken_out for line in lines)
        lines = tuple(line for line in lines if self._private or not line.taken_out)
        self._head.show_count(text().number(there) if there else "")
        clear(self._rows)
        if not lines:
            self._rows.addWidget(small(_("No paper is attached.")))
            return
        rows = RowList()
        rows.add(*(self._row(line) for line in lines))
        self._rows.addWidget(rows)

    def show_card(self, card: QWidget) -> None:
        """Show *card* between the heading and the papers."""
        self._place.addWidget(card)

    def show_private(self, shown: bool) -> None:
        """Fold or unfold what sort of papers they are."""
        if shown is not self._private:
            self._private = shown
            self.refresh()

    def _row(self, line: PaperLine) -> Row:
        if not self._private:
            return Row(_("A paper"), words.joined(words.day(line.filed_at), line.filed_by),
                       icon="file-text", acts=(self._seeing(line, _("A paper")),))  # fmt: skip
        name = words.called(line.kind)
        chips = [Chip(_("For staff only"), Tone.QUIET, "lock-simple")] if line.staff_only else []
        if line.third_party:
            chips.append(Chip(_("Speaks of somebody else"), Tone.QUIET, "users"))
        if line.taken_out:
            detail = _("Taken out: {why}", why=line.why_taken_out)
            return Row(name, detail, icon="file-text", chips=chips)
        acts = [self._seeing(line, name)]
        if may(self._desk.actor, Act.WORK_ON_CASE):
            taking = _("Take it out")
            out = quiet(taking, name=f"take-out-{line.id}", small=True)
            out.setAccessibleName(f"{taking}: {name}")
            out.clicked.connect(lambda: self._ask_why(line))
            acts.append(out)
        return Row(name, _detail(line), icon="file-text", chips=chips, acts=acts)

    def _seeing(self, line: PaperLine, name: str) -> QWidget:
        seeing = _("See it")
        see = quiet(seeing, name=f"open-paper-{line.id}", small=True)
        see.setAccessibleName(f"{seeing}: {name}")
        see.clicked.connect(lambda: self._see(line))
        return see

    def _see(self, line: PaperLine) -> None:
        who = _("For staff only") if line.staff_only else _("For the caseworkers of this case")
        open_file(
            self._shell,
            lambda work: open_paper(work, line.id),
            words.called(line.kind),
            words.joined(_detail(line), who),
            copy="paper copy saved",
            subject=self._person_id,
        )

    def _ask_why(self, line: PaperLine) -> None:
        sheet = Sheet(_("Take a paper out"), _("Take it out"), name="take-out")
        sheet.say(_("It opens no more. That it was here, and why it went, stays written."))
        why = TextField(name="take-out-why", label=_("Why"), example=_("Belongs to another case"))
        sheet.content.addWidget(why)
        typed = WordsKeeper(sheet, self._desk, line.id, "why a paper is taken out")

        def agreed() -> None:
            said = why.text().strip()

            def out(work: UnitOfWork) -> None:
                take_out(work, line.id, said)

            if said:
                typed.discard()
                self._desk.write(
                    self.window(), out, lambda _n: self._shell.say(_("The paper is taken out"))
                )
            else:
                self._shell.say(_("Nothing was taken out: a reason is needed."))

        sheet.agreed.connect(agreed)
        self._shell.open_sheet(sheet)


def _detail(line: PaperLine) -> str:
    dated = _("dated {date}", date=words.partial(line.dated)) if line.dated else ""
    return words.joined(dated, words.day(line.filed_at), line.filed_by)
