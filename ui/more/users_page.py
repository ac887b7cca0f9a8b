"""People and keys: who can unlock this laptop, what they may do, and the last resorts."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.centre.staff import mark
from caseworker.errors import InvalidValue, KnownError
from caseworker.model.entity import Entity
from caseworker.model.ids import UserId
from caseworker.model.staff import Role, Training, User
from caseworker.ports import Changes, Newcomer, UnitOfWork
from caseworker.views.staff import StaffLine, staff
from ui import words
from ui.first_run.strength import strength
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import danger, primary, quiet, secondary
from ui.widgets.choice_list import ChoiceList
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.sheet import Sheet
from ui.widgets.stack import clear, show_if
from ui.widgets.text_input import PassphraseField, TextField
from ui.window.navigation import Destination, Place


class UsersPage(Screen):
    """Add and remove people; taking somebody out gives the store another key."""

    watches: ClassVar[tuple[type[Entity], ...]] = (User,)

    def __init__(self, shell: Shell) -> None:
        self._new = primary(_("Add somebody"), name="add-person", icon="plus")
        super().__init__(
            shell,
            _("People and keys"),
            _("Whoever is here can unlock this laptop with an own name and passphrase."),
            self._new,
            name="users",
        )
        self._new.clicked.connect(lambda: self._open(None))
        columns = TwoColumns()
        self._list = QVBoxLayout()
        self._side = QVBoxLayout()
        columns.main.addLayout(self._list)
        columns.side.addLayout(self._side)
        self.add(columns)
        self._show_last_resorts()
        self.reload()

    def reload(self) -> None:
        """Show who is enrolled."""
        clear(self._list)
        lines = self.desk.ask(staff)
        self._opens = self.desk.keys.open_to()
        self._several = len(self.desk.space.laptops()) > 1
        rows = RowList()
        rows.add(*(self._row(line) for line in lines))
        self._list.addWidget(SectionHead(_("On this laptop"), text().number(len(self._opens))))
        self._list.addWidget(rows)

    def _row(self, line: StaffLine) -> Row:
        change = quiet(_("Change"), name=f"change-{line.staff_code}", small=True)
        change.setAccessibleName(_("Change: {name}", name=line.name))
        change.clicked.connect(lambda: self._open(line))
        acts: list[QWidget] = [change]
        if not line.herself:
            remove = quiet(_("Take out"), name=f"remove-{line.staff_code}", small=True)
            remove.setAccessibleName(_("Take out: {name}", name=line.name))
            remove.clicked.connect(lambda: self._ask_removal(line))
            acts.append(remove)
            if self._several and line.id in self._opens:
                acts.append(self._closing(line))
        roles = text().listed(sorted(words.called(role) for role in line.roles))
        elsewhere = "" if line.id in self._opens else _("does not unlock this laptop")
        detail = words.joined(_("Code {code}", code=line.staff_code), roles, elsewhere)
        return Row(line.name, detail, acts=acts)

    def _closing(self, line: StaffLine) -> QWidget:
        close = quiet(_("Not on this laptop"), name=f"close-{line.staff_code}", small=True)
        close.setAccessibleName(_("Not on this laptop: {name}", name=line.name))
        close.clicked.connect(lambda: self._ask_closing(line))
        return close

    def _ask_closing(self, line: StaffLine) -> None:
        sheet = Sheet(_("Close this laptop to somebody"), _("Close it"), name="closing")
        sheet.say(_("{name} can no longer unlock this laptop.", name=line.name))
        sheet.say(
            _(
                "On another laptop the work goes on as before. Records that others may not see can"
                " then lie on this one."
            ),
            second=True,
        )
        sheet.agreed.connect(
            lambda: self.desk.change_staff(
                self,
                lambda office: office.keys.close_here(line.id),
                lambda _n: self._removed(line.id),
            )
        )
        self.shell.open_sheet(sheet)

    def _open(self, line: StaffLine | None) -> None:
        clear(self._side)
        card = StaffCard(line)
        card.kept.clicked.connect(lambda: self._keep(card, line))
        card.left.clicked.connect(self._show_last_resorts)
        self._side.addWidget(card)
        card.setFocus()

    def _keep(self, card: StaffCard, line: StaffLine | None) -> None:
        if not card.is_whole(new=line is None):
            return
        roles, trainings = card.roles(), card.trainings()
        if line is not None:
            self._mark(line.id, roles, trainings)
            return
        newcomer = Newcomer(
            name=card.name.text().strip(),
            staff_code=card.code.text().strip(),
            roles=roles,
            trainings=trainings,
        )
        passphrase = card.passphrase.text()
        card.kept.turn_off(_("The key is made. One moment."))

        def refused(error: KnownError) -> None:
            card.kept.turn_on()
            if isinstance(error, InvalidValue):
                card.name_field.set_error(_("Somebody of this name is here already."))
            else:
                self.desk.failed.emit(error)

        self.desk.change_staff(
            self, lambda office: office.keys.add(newcomer, passphrase), self._added, refused
        )

    def _added(self, _user: UserId) -> None:
        self._show_last_resorts()
        self.desk.changed.emit(Changes(frozenset({(User, _user)})))
        self.shell.say(_("The person can unlock this laptop now"))

    def _mark(self, user_id: UserId, roles: frozenset[Role], marks: frozenset[Training]) -> None:
        def keep(work: UnitOfWork) -> None:
            mark(work, user_id, roles, marks)

        def kept(outcome: tuple[None, Changes]) -> None:
            self._show_last_resorts()
            self.desk.changed.emit(outcome[1])
            self.shell.say(_("Kept. It holds from the next unlock on."))

        self.desk.change_staff(self, lambda office: office.perform(keep), kept)

    def _ask_removal(self, line: StaffLine) -> None:
        sheet = Sheet(_("Take somebody out"), _("Take out"), name="removal")
        sheet.say(_("{name} can no longer unlock this laptop.", name=line.name))
        sheet.say(_("The store gets another key. What was written stays."), second=True)
        sheet.agreed.connect(
            lambda: self.desk.change_staff(
                self,
                lambda office: office.keys.remove(line.id),
                lambda _n: self._removed(line.id),
            )
        )
        self.shell.open_sheet(sheet)

    def _removed(self, user_id: UserId) -> None:
        self.desk.changed.emit(Changes(frozenset({(User, user_id)})))
        self.shell.say(_("Taken out. The store gets another key when it is locked."))

    def _show_last_resorts(self) -> None:
        clear(self._side)
        code = secondary(_("New recovery code"), name="new-recovery-code")
        code.clicked.connect(self._new_code)
        backup = secondary(_("Make a backup"), name="evacuation-backup", icon="usb")
        backup.clicked.connect(lambda: self.shell.go(Destination(Place.BACKUP)))
        leave = danger(_("Destroy the keys of this laptop"), name="evacuate")
        leave.clicked.connect(self._ask_evacuation)
        card = Card()
        for widget in (
            section(_("Last resorts")),
            small(_("The recovery code on paper opens the laptop when a passphrase is forgotten.")),
            Flow(code),
            small(
                _("Before an evacuation, destroy the keys. The laptop opens again from a backup.")
            ),
            small(
                _(
                    "Make one first, and let somebody you trust take it along. In a safe place,"
                    " press “Restore a backup” on the first screen."
                )
            ),
            Flow(backup, leave, gap=12),
        ):
            card.content.addWidget(widget)
        self._side.addWidget(card)

    def _new_code(self) -> None:
        keys = self.desk.keys
        self.desk.work(self, keys.new_recovery_code, self._show_code)

    def _show_code(self, code: str) -> None:
        sheet = Sheet(_("The new recovery code"), _("It is on paper"), name="recovery-sheet")
        sheet.say(code)
        sheet.say(_("Copy it by hand and lock the paper away. The code before opens nothing more."),
                  second=True)  # fmt: skip
        self.shell.open_sheet(sheet)

    def _ask_evacuation(self) -> None:
        sheet = Sheet(_("Destroy the keys"), _("Destroy them now"), name="evacuation")
        sheet.say(_("Nobody can open this laptop afterwards, not even you."))
        sheet.say(_("The work comes back only from a backup or another laptop."), second=True)
        sheet.say(self._about_last_backup())
        sheet.agreed.connect(self._evacuate)
        self.shell.open_sheet(sheet)

    def _about_last_backup(self) -> str:
        last = self.desk.backups.last()
        if last is None:
            return _("No backup was made on this laptop yet.")
        at = text().moment(last.at.astimezone(self.desk.now().tzinfo))
        return _("The last backup was made on {moment}.", moment=at)

    def _evacuate(self) -> None:
        keys = self.desk.keys
        self.desk.work(self, keys.destroy, lambda _n: self.shell.lock())


class StaffCard(Card):
    """Name, code, roles and training marks of somebody; a passphrase for somebody new."""

    def __init__(self, line: StaffLine | None) -> None:
        super().__init__()
        self.setObjectName("staff-card")
        self.name = TextField(line.name if line else "", name="staff-name")
        self.code = TextField(line.staff_code if line else "", name="staff-code")
        self.passphrase = PassphraseField(name="staff-passphrase")
        self.name_field = Field(_("Name, as colleagues know it"), self.name)
        self.code_field = Field(_("Code on paper"), self.code, _("Paper carries this, no name"))
        self.passphrase_field = Field(
            _("First passphrase"), self.passphrase, _("Typed by the person, seen by nobody")
        )
        for field in (self.name_field, self.code_field):
            field.control.setEnabled(line is None)
        show_if(self.passphrase_field, line is None)
        self._roles = _choices(Role, line.roles if line else frozenset({Role.CASEWORKER}), "role")
        self._trainings = _choices(Training, line.trainings if line else frozenset(), "training")
        self.kept = secondary(_("Keep"), name="keep-staff")
        self.left = quiet(_("Back"), name="leave-staff")
        self.setFocusProxy(self.name)
        for widget in (
            section(line.name if line else _("Somebody new")),
            self.name_field,
            self.code_field,
            self.passphrase_field,
            section(_("Roles")),
            self._roles,
            section(_("Trained for")),
            self._trainings,
            Flow(self.left, self.kept, gap=12),
        ):
            self.content.addWidget(widget)

    def roles(self) -> frozenset[Role]:
        """Return the roles ticked."""
        return frozenset(Role[key.upper()] for key in self._roles.values())

    def trainings(self) -> frozenset[Training]:
        """Return the training marks ticked."""
        return frozenset(Training[key.upper()] for key in self._trainings.values())

    def is_whole(self, *, new: bool) -> bool:
        """Mark what is missing; return whether nothing is."""
        for field in (self.name_field, self.code_field, self.passphrase_field):
            field.clear_error()
        if not new:
            return True
        if not self.name.text().strip():
            self.name_field.set_error(_("Write the name."))
        elif not self.code.text().strip():
            self.code_field.set_error(_("Give a short code, such as 07."))
        elif not strength(self.passphrase.text(), (self.name.text(),)).enough:
            self.passphrase_field.set_error(
                _("This can be guessed. Four or five words that do not belong together hold.")
            )
        else:
            return True
        return False


def _choices(
    kind: type[Role] | type[Training], chosen: frozenset[Role] | frozenset[Training], name: str
) -> ChoiceList:
    options = [(each.name.lower(), words.called(each)) for each in kind]
    choices = ChoiceList(options, name=name)
    choices.set_values([each.name.lower() for each in chosen])
    return choices
