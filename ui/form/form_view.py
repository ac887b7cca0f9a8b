"""A whole form on screen, group by group; each answer goes into the entry at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from forms import Changes, FormEntry, Group, Question, Repeat
from forms.plain_words import plain
from ui.form.languages import is_right_to_left
from ui.form.losses import Losses, LossNotice
from ui.form.part import Part
from ui.form.question_view import CHOOSES, QuestionView
from ui.form.surroundings import Surroundings
from ui.language import _
from ui.theme.theme import theme
from ui.turns import soon
from ui.widgets.button import ghost, quiet
from ui.widgets.label import section, small
from ui.widgets.panel import Card, Hairline
from ui.widgets.stack import Column, clear, let_go

_A_TURN = 6
"""So many questions are made in one turn: some 30 ms on a slow laptop."""


@dataclass
class FormPart:
    """A part of the form: a group, a repeat, or the questions between two of them."""

    title: str
    """Of the group; empty for questions that stand in none."""
    widget: QWidget
    relevant: Callable[[], bool]
    questions: list[QuestionView]


class FormView(QWidget):
    """Draws an entry. Nothing is kept here: the entry is the one truth while somebody types."""

    changed = Signal()
    """An answer changed; the entry has it."""
    answered = Signal(str)
    """The person answered the question at this path."""
    completed = Signal()
    """The last question is there, of a form that is made in turns."""

    def __init__(
        self,
        entry: FormEntry,
        *,
        name: str,
        flat: bool = False,
        surroundings: Surroundings | None = None,
        in_turns: bool = False,
    ) -> None:
        """Show *entry*; *flat* where the form already lies on a card of its own.

        *in_turns* makes its questions a moment later, some at a time, downwards; whoever needs them
        sooner has them at once.
        """
        super().__init__()
        self.setObjectName(name)
        self.entry = entry
        self._flat = flat
        self._surroundings = surroundings or Surroundings()
        self.questions: dict[str, QuestionView] = {}
        self.parts: list[FormPart] = []
        self._heads: list[tuple[QWidget, Callable[[], bool]]] = []
        self._only: int | None = None
        self._losses = Losses()
        self._notice: LossNotice | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rest: Iterator[None] = iter(())
        if in_turns:
            self._begin()
            soon(self, self._go_on, first=True)
        else:
            self._build()

    # What is shown

    def complete(self) -> None:
        """Make all that is not there yet, now."""
        made = sum(1 for _question in self._rest)
        if made:
            self._show_parts()

    def show_only(self, place: int | None) -> None:
        """Show the part at *place* alone, or all parts."""
        self.complete()
        if place != self._only:
            self._only = place
            self._show_parts()

    def show_language(self, language: str) -> None:
        """Say everything in *language* from now on, from its own side."""
        self.entry.set_language(language)
        right = is_right_to_left(language) if language else theme().right_to_left
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        )
        self._build()
        self.changed.emit()

    def undo(self) -> None:
        """Take back the last change of an answer."""
        if self.entry.can_undo:
            self._losses.forget()
            self._show(self.entry.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.entry.can_redo:
            self._losses.forget()
            self._show(self.entry.redo())

    def problems(self) -> dict[str, str]:
        """Return path and helping sentence of all that is missing or wrong, in order."""
        self.complete()
        found = {
            finding.path: finding.message or _("Something is missing here.")
            for finding in self.entry.findings()
        }
        found |= {
            path: sentence
            for path, view in self.questions.items()
            if self.entry.relevant(path) and (sentence := view.odd())
        }
        return {path: found[path] for path in self.questions if path in found}

    def show_findings(self) -> bool:
        """Mark what is missing or wrong; return whether anything is, and go to the first."""
        problems = self.problems()
        for view in self.questions.values():
            # The entry may have been worked on beside the screen: times at its end, say.
            view.look_how_it_stands(self.entry)
        for path, sentence in problems.items():
            self.questions[path].say_wrong(sentence)
        for path in problems:
            self.go_to(path)
            return True
        return False

    def go_to(self, path: str) -> None:
        """Bring the question at *path* into sight and give it the keyboard."""
        self.complete()
        view = self.questions[path]
        if self._only is not None:
            places = (place for place, part in enumerate(self.parts) if view in part.questions)
            self.show_only(next(places, self._only))
        view.setFocus()
        if view.control is not None:
            view.control.setFocus()

    # How it is drawn

    def _build(self) -> None:
        self._begin()
        self.complete()
        self._show_parts()

    def _begin(self) -> None:
        clear(self._column)
        self.questions.clear()
        self.parts.clear()
        self._heads.clear()
        self._notice = None
        self._rest = self._making()

    def _go_on(self) -> None:
        made = sum(1 for _question in islice(self._rest, _A_TURN))
        self._show_parts()
        if made == _A_TURN:
            soon(self, self._go_on, first=True)
        else:
            self.completed.emit()

    def _making(self) -> Iterator[None]:
        """Make the form from its top down, and stop after each question."""
        loose: Part | None = None
        for item in self.entry.outline(hidden=True):
            if isinstance(item, Question):
                if loose is None:
                    loose = self._part("", _always)
                loose.ask(self._question(item))
                yield
                continue
            loose = None
            part = self._part(plain(item.label), self._asked_for(item))
            if isinstance(item, Repeat):
                yield from self._repeat(part, item)
            else:
                yield from self._group(part, item)

    def _show_parts(self) -> None:
        for place, part in enumerate(self.parts):
            part.widget.setVisible(part.relevant() and self._only in (None, place))
        for widget, relevant in self._heads:
            widget.setVisible(relevant())

    def _asked_for(self, item: Group | Repeat) -> Callable[[], bool]:
        if not item.path:
            return _always
        if isinstance(item, Repeat):
            return lambda: self.entry.offers(item.path)
        return lambda: self.entry.relevant(item.path)

    def _part(self, heading: str, relevant: Callable[[], bool]) -> Part:
        widget: QWidget = QWidget() if self._flat else Card()
        if self._flat and self._column.count():
            self._column.addWidget(Hairline())
        self._column.addWidget(widget)
        self.parts.append(FormPart(heading, widget, relevant, []))
        part = Part(widget)
        if heading:
            part.add(section(heading))
        return part

    def _group(self, part: Part, group: Group) -> Iterator[None]:
        if group.hint:
            part.add(small(plain(group.hint)))
        yield from self._children(part, group.children)

    def _children(
        self, part: Part, children: Sequence[Question | Group | Repeat]
    ) -> Iterator[None]:
        for child in children:
            if isinstance(child, Question):
                part.ask(self._question(child))
                yield
                continue
            if child.label:
                head = section(plain(child.label))
                part.add(head)
                self._heads.append((head, self._asked_for(child)))
            if isinstance(child, Repeat):
                yield from self._repeat(part, child)
            else:
                yield from self._group(part, child)

    def _repeat(self, part: Part, repeat: Repeat) -> Iterator[None]:
        for place, instance in enumerate(repeat.instances, start=1):
            if place > 1:
                part.add(Hairline())
            yield from self._children(part, instance.children)
            if not repeat.counted and len(repeat.instances) > 1:
                part.add(self._taking_out(repeat, place))
        if not repeat.counted:
            add = ghost(
                _("Add: {what}", what=plain(repeat.label)),
                name=f"add-{_last(repeat.path)}",
                icon="plus",
            )
            add.clicked.connect(lambda: self._add(repeat.path))
            line = Column(add)
            part.add(line)
            self._heads.append((line, self._asked_for(repeat)))

    def _taking_out(self, repeat: Repeat, place: int) -> QWidget:
        act = quiet(
            _("Take out: {what}", what=plain(repeat.label)),
            name=f"remove-{_last(repeat.path)}-{place}",
            small=True,
        )
        path = f"{repeat.path}[{place}]"
        act.clicked.connect(lambda: self._remove(path))
        return Column(act)

    def _question(self, question: Question) -> QuestionView:
        choices = self.entry.choices(question.path) if question.kind in CHOOSES else ()
        view = QuestionView(question, choices, self._surroundings)
        view.look_how_it_stands(self.entry)
        view.answered.connect(self._answer)
        self.questions[question.path] = view
        self.parts[-1].questions.append(view)
        return view

    # What the person does

    def _add(self, path: str) -> None:
        before = set(self.questions)
        self._do(path, lambda: self.entry.add_repeat(path))
        first = next((each for each in self.questions if each not in before), None)
        if first is not None:
            self.go_to(first)

    def _remove(self, path: str) -> None:
        self._do(path, lambda: self.entry.remove_repeat(path))

    def _answer(self, path: str, text: str) -> None:
        self._do(path, lambda: self.entry.set(path, text))
        view = self.questions.get(path)
        if view is not None and not self.entry.constraint_valid(path):
            view.say_wrong(self.entry.constraint_message(path) or _("Look at this again."))
        self.answered.emit(path)

    def _do(self, path: str, act: Callable[[], Changes]) -> None:
        """Do one step, and say what a rule of the form took out with it."""
        self.complete()
        changes = act()
        self._losses.note(changes.lost, path)
        self._show(changes, path)

    def _put_back(self) -> None:
        for _step in range(self._losses.steps):
            changes = self.entry.undo()
        self._losses.forget()
        self._show(replace(changes, structure=True))

    def _let_go(self) -> None:
        self._losses.forget()
        self._show_losses()

    def _show_losses(self) -> None:
        if self._notice is not None:
            if self._notice.count == len(self._losses.lost):
                return
            let_go(self._notice)
            self._notice = None
        if not self._losses.lost:
            return
        self._notice = LossNotice(self._losses.lost)
        self._notice.put_back.connect(self._put_back)
        self._notice.understood.connect(self._let_go)
        self._column.insertWidget(self._place_of(self._losses.path), self._notice)

    def _place_of(self, path: str) -> int:
        """Return where in the column the part lies that has the question at *path*."""
        view = self.questions.get(path)
        part = next((each for each in self.parts if view in each.questions), None)
        return self._column.indexOf(part.widget) + 1 if part is not None else 0

    def _show(self, changes: Changes, typed: str = "") -> None:
        """Show what *changes* make look otherwise, and how far the one *typed* in is."""
        if changes.structure:
            held = self.path_with_keyboard()
            self._build()
            if held is not None and held in self.questions:
                self.go_to(held)
        else:
            for path in changes.shown | {typed}:
                if path in self.questions:
                    self.questions[path].refresh(self.entry)
            if changes.shown - self.questions.keys():
                self._show_parts()
        self._show_losses()
        self.changed.emit()

    def path_with_keyboard(self) -> str | None:
        """Return the path of the question that has the keyboard, or None."""
        here = QApplication.focusWidget()
        while here is not None and not isinstance(here, QuestionView):
            here = here.parentWidget()
        return here.path if here is not None and self.questions.get(here.path) is here else None


def _always() -> bool:
    return True


def _last(path: str) -> str:
    return path.rsplit("/", 1)[-1].partition("[")[0]
