"""The copy of a record before it is printed: what is in, what is held back and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.documents.subject_copy import subject_copy
from caseworker.errors import GateClosed, KnownError
from caseworker.form_library.chosen_words import prepare
from caseworker.model.entity import Entity
from caseworker.model.rights import RecordCopy
from caseworker.people.health_here import health_findings
from caseworker.ports import UnitOfWork
from caseworker.rights.copy.items import Chosen, HeldBack, Item, Section
from caseworker.rights.copy.screening import copies, give, sections
from caseworker.text import Text
from caseworker.views.wish import Wish, wish
from ui import words
from ui.documents.language_choice import LanguageChoice
from ui.drafts import DraftKeeper
from ui.language import _, text
from ui.rights.words import HELD_BACK
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.act import ReasonNote
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.choice_list import CheckRow
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.label import small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.sheet import Sheet

DRAFT = "record-copy"
_CAN_CHANGE = frozenset({None, HeldBack.MENTIONS})


@dataclass(frozen=True)
class CopyDraft:
    """What the officer chose so far."""

    language: str = ""
    held_back: tuple[str, ...] = ()
    let_go: tuple[str, ...] = ()

    def chosen(self) -> Chosen:
        """Return the choice as the domain takes it."""
        return Chosen(held_back=frozenset(self.held_back), let_go=frozenset(self.let_go))


class CopyPage(Screen):
    """The officer can hold back more. What harms others or the person never goes along."""

    watches: ClassVar[tuple[type[Entity], ...]] = (RecordCopy,)

    def __init__(self, shell: Shell, request_id: UUID) -> None:
        super().__init__(shell, " ", " ", name="record-copy")
        self._id = request_id
        today = self.desk.now().date()
        self._wish = self.desk.ask(lambda reads: wish(reads, request_id, today))
        self._keeper = DraftKeeper(self, self.desk, request_id, DRAFT, lambda: self.state)
        self.state = self._keeper.load(CopyDraft) or CopyDraft()
        self.desk.saw(self._wish.person_id, restricted=self._wish.restricted)
        self.head.say(_("The copy of the record"), words.named(self._wish.person))
        self.languages = LanguageChoice(
            self._wish.languages, name="copy-language", chosen=self.state.language
        )
        self._acts()
        self.add(small(_("The record is being read.")))
        self.desk.work(self, prepare, lambda _n: self.reload())

    def _acts(self) -> None:
        back = quiet(_("Back"), name="leave-copy")
        back.clicked.connect(self.shell.back)
        self._given = secondary(_("The copy was given"), name="copy-given")
        self._given.clicked.connect(self._ask_given)
        self._paper = primary(_("Show the copy"), name="show-copy", icon="printer")
        self._paper.clicked.connect(self._show_copy)
        self.action_row.start.add(back)
        self.action_row.end.add(ReasonNote(self._paper), self._given, self._paper)

    def reload(self) -> None:
        """Show every item as it stands now."""
        request_id, language = self._id, self._text()
        shown = self.desk.ask(lambda reads: sections(reads, request_id, language))
        person_id = self._wish.person_id
        earlier = self.desk.ask(lambda reads: [each.given_at for each in copies(reads, person_id)])
        self.clear()
        self._stop_without_health()
        self.add(*_warnings(self._wish))
        card = Card(spacing=10)
        hint = _("The person chooses it. Words that were typed stay in the language they have.")
        # The choice outlives each showing: taken out with the rest, it would be gone.
        self.languages = LanguageChoice(
            self._wish.languages, name="copy-language", chosen=self.languages.language
        )
        self.languages.chosen.connect(self._speak)
        card.content.addWidget(Field(_("Language of the paper"), self.languages, hint))
        for moment in earlier:
            said = _("A copy was given {when}", when=words.when(moment, self.desk.now()))
            card.content.addWidget(small(said))
        self.add(card)
        for number, part in enumerate(shown):
            self._section(number, part)

    def _stop_without_health(self) -> None:
        """Say at the head that the copy would not be whole here, before anybody reads it."""
        found = self.desk.ask(health_findings)
        if not found:
            return
        elsewhere = Findings(name="copy-elsewhere")
        self.add(elsewhere)
        elsewhere.show_findings([words.finding_words(each) for each in found])
        for act in (self._given, self._paper):
            act.turn_off(_("Something above stops it."))

    def _text(self) -> Text:
        return Text(self.languages.language)

    def _section(self, number: int, part: Section) -> None:
        head, rows = SectionHead(part.title), RowList()
        rows.setObjectName(f"copy-section-{number}")
        self.add(head, rows)

        def say() -> None:
            chosen = self.state.chosen()
            kept = sum(chosen.of(item).held is None for item in part.items)
            every = text().number(len(part.items))
            head.show_count(_("{kept} of {all} go along", kept=text().number(kept), all=every))

        rows.add(*(self._item(item, say) for item in part.items))
        say()

    def _item(self, item: Item, say: Callable[[], None]) -> QWidget:
        """Return the row of an item, as the rules hold it back before anybody chooses."""
        chips = [] if item.held is None else [Chip(_(HELD_BACK[item.held]), Tone.WARN, "hand")]
        if item.held not in _CAN_CHANGE:
            row = Row(item.label, item.value, chips=chips)
            row.setObjectName(f"held-{item.key}")
            return row
        goes_now = self.state.chosen().of(item).held is None
        goes = CheckRow(_("Goes along"), name=f"item-{item.key}", checked=goes_now)
        goes.setAccessibleName(_("{what} goes along", what=item.label))

        def choose(on: bool) -> None:
            self._choose(item, goes=on)
            say()

        goes.clicked.connect(choose)
        return Row(item.label, item.value, chips=chips, acts=(goes,))

    def _choose(self, item: Item, *, goes: bool) -> None:
        """Keep that *item* goes along or not; the rules decide where nothing is chosen."""
        held = set(self.state.held_back) - {item.key}
        let_go = set(self.state.let_go) - {item.key}
        if item.held is HeldBack.MENTIONS and goes:
            let_go.add(item.key)
        elif item.held is None and not goes:
            held.add(item.key)
        self._change(
            replace(self.state, held_back=tuple(sorted(held)), let_go=tuple(sorted(let_go)))
        )

    def _change(self, state: CopyDraft) -> None:
        self.state = state
        self._keeper.touch()

    def _speak(self, language: str) -> None:
        self._change(replace(self.state, language=language))
        self.reload()

    def _show_copy(self) -> None:
        request_id, chosen = self._id, self.state.chosen()
        self.shell.show_document(
            lambda reads, language: subject_copy(reads, request_id, language, chosen),
            self._wish.person_id,
            only=self._text().language,
        )

    def _ask_given(self) -> None:
        """Before it is called given: into whose hands, and is it safe there?"""
        sheet = Sheet(_("The copy was given"), _("It was given"), name="copy-given-sheet")
        sheet.say(_("To the person alone, into their own hand."))
        safe = CheckRow(_("We asked: it is safe to carry and to keep"), name="safe-to-carry")
        sheet.content.addWidget(safe)
        sheet.say(
            _("If it is not safe, read it aloud together and let the paper stay here."), second=True
        )
        sheet.agreed.connect(lambda: self._give(safe=safe.isChecked()))
        self.shell.open_sheet(sheet)

    def _give(self, *, safe: bool) -> None:
        request_id, language, chosen = self._id, self._text(), self.state.chosen()

        def act(work: UnitOfWork) -> None:
            give(work, request_id, language, chosen, safe_to_carry=safe)

        def kept(_nothing: None) -> None:
            self._keeper.discard()
            self.shell.say(_("Kept: the copy was given"))

        self.desk.write(self, act, kept, self._refused)

    def _refused(self, error: KnownError) -> None:
        if not isinstance(error, GateClosed):
            self.desk.failed.emit(error)
            return
        findings = Findings(name="copy-findings")
        findings.show_findings([words.finding_words(each) for each in error.findings])
        self.content.insertWidget(0, findings)
        self.show_top()


def _warnings(shown: Wish) -> list[QWidget]:
    said = [
        Notice(
            Tone.WARN,
            "warning-circle",
            _("Is it safe for the person to carry?"),
            _("Ask before you print: who sees their bag, their bed, their telephone? It can be read"
              " aloud together instead."),
        )
    ]  # fmt: skip
    if shown.asked_by_other:
        said.append(
            Notice(
                Tone.BAD,
                "hand",
                _("Somebody else asked for it"),
                _("What was told in confidence is held back. Give it to the person, or to whom they"
                  " named when you were alone."),
            )
        )  # fmt: skip
    for number, notice in enumerate(said):
        notice.setObjectName(f"copy-warning-{number}")
    return list(said)
