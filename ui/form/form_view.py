"""A whole form on screen, group by group; each answer goes into the entry at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Changes, FormEntry, Group, Question, Repeat
from ui.form.part import Part
from ui.form.question_view import QuestionView
from ui.language import _
from ui.widgets.button import ghost, quiet
from ui.widgets.label import section, small
from ui.widgets.panel import Card, Hairline
from ui.widgets.stack import Column, clear

_CHOOSES = frozenset({"select_one", "select_multiple", "rank"})


class FormView(QWidget):
    """Draws an entry. Nothing is kept here: the entry is the one truth while somebody types."""

    changed = Signal()
    """An answer changed; the entry has it."""

    def __init__(self, entry: FormEntry, *, name: str, flat: bool = False) -> None:
        """Show *entry*; *flat* where the form already lies on a card of its own."""
        super().__init__()
        self.setObjectName(name)
        self.entry = entry
        self._flat = flat
        self.questions: dict[str, QuestionView] = {}
        self._parts: list[tuple[str, QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build()

    def undo(self) -> None:
        """Take back the last change of an answer."""
        if self.entry.can_undo:
            self._show(self.entry.undo())

    def show_findings(self) -> bool:
        """Mark what is missing or wrong; return whether anything is, and go to the first."""
        findings = self.entry.findings()
        for finding in findings:
            view = self.questions.get(finding.path)
            if view is not None:
                view.say_wrong(finding.message or _("Something is missing here."))
        if findings and (first := self.questions.get(findings[0].path)) is not None:
            first.setFocus()
            if first.control is not None:
                first.control.setFocus()
        return bool(findings)

    def _build(self) -> None:
        clear(self._column)
        self.questions.clear()
        self._parts.clear()
        loose: Part | None = None
        for item in self.entry.outline():
            if isinstance(item, Question):
                if loose is None:
                    loose = self._part("")
                loose.ask(self._question(item))
                continue
            loose = None
            part = self._part(item.label)
            self._parts.append((item.path, part.widget))
            if not item.relevant:
                part.widget.hide()
            if isinstance(item, Repeat):
                self._repeat(part, item)
            else:
                self._group(part, item)

    def _part(self, heading: str) -> Part:
        widget: QWidget = QWidget() if self._flat else Card()
        if self._flat and self._column.count():
            self._column.addWidget(Hairline())
        self._column.addWidget(widget)
        part = Part(widget)
        if heading:
            part.add(section(heading))
        return part

    def _group(self, part: Part, group: Group) -> None:
        if group.hint:
            part.add(small(group.hint))
        self._children(part, group.children)

    def _children(self, part: Part, children: Sequence[Question | Group | Repeat]) -> None:
        for child in children:
            if isinstance(child, Question):
                part.ask(self._question(child))
                continue
            if child.label:
                part.add(section(child.label))
            if isinstance(child, Repeat):
                self._repeat(part, child)
            else:
                self._group(part, child)

    def _repeat(self, part: Part, repeat: Repeat) -> None:
        for place, instance in enumerate(repeat.instances, start=1):
            if place > 1:
                part.add(Hairline())
            self._children(part, instance.children)
            if not repeat.counted and len(repeat.instances) > 1:
                part.add(self._taking_out(repeat, place))
        if not repeat.counted:
            add = ghost(
                _("Add: {what}", what=repeat.label), name=f"add-{_last(repeat.path)}", icon="plus"
            )
            add.clicked.connect(lambda: self._show(self.entry.add_repeat(repeat.path)))
            part.add(Column(add))

    def _taking_out(self, repeat: Repeat, place: int) -> QWidget:
        act = quiet(
            _("Take out: {what}", what=repeat.label),
            name=f"remove-{_last(repeat.path)}-{place}",
            small=True,
        )
        path = f"{repeat.path}[{place}]"
        act.clicked.connect(lambda: self._show(self.entry.remove_repeat(path)))
        return Column(act)

    def _question(self, question: Question) -> QuestionView:
        choices = self.entry.choices(question.path) if question.kind in _CHOOSES else ()
        view = QuestionView(question, choices)
        view.answered.connect(self._answer)
        self.questions[question.path] = view
        return view

    def _answer(self, path: str, text: str) -> None:
        self._show(self.entry.set(path, text))
        view = self.questions.get(path)
        if view is not None and not self.entry.constraint_valid(path):
            view.say_wrong(self.entry.constraint_message(path) or _("Look at this again."))

    def _show(self, changes: Changes) -> None:
        if changes.structure:
            self._build()
        else:
            for view in self.questions.values():
                view.refresh(self.entry)
            for path, part in self._parts:
                part.setVisible(self.entry.relevant(path))
        self.changed.emit()


def _last(path: str) -> str:
    return path.rsplit("/", 1)[-1].partition("[")[0]
