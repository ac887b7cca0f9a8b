"""A supervisor's look at the plan: what she said, or the place where she says it."""

from __future__ import annotations

from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.supervision import plans
from caseworker.views.plan import LookLine
from ui.drafts import WordsKeeper
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.stack import show_if
from ui.widgets.text_input import TextField


class PlanLookCard(Card):
    """Advice to the caseworker; the plan is the person's, and the work goes on meanwhile."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("plan-look")
        self._shell = shell
        self._look: LookLine | None = None
        self._typed: WordsKeeper | None = None
        self._heading = section(" ")
        self._sentence = small(" ")
        self.comment = TextField(name="plan-look-comment")
        self._comment = Field(_("What you want to say"), self.comment)
        agree = secondary(_("It is good as it is"), name="plan-look-agrees")
        agree.clicked.connect(lambda: self._keep(agrees=True))
        back = secondary(_("Think of it again"), name="plan-look-back")
        back.clicked.connect(lambda: self._keep(agrees=False))
        self._acts = Flow(back, agree, gap=12)
        for widget in (self._heading, self._sentence, self._comment, self._acts):
            self.content.addWidget(widget)
        self.hide()

    def show_look(self, look: LookLine | None) -> None:
        """Show how *look* stands; nothing where the centre asks for none."""
        self._look = look
        show_if(self, look is not None)
        if look is None:
            return
        actor = self._shell.desk.actor
        asked = look.agrees is None
        decides = asked and may(actor, Act.APPROVE) and look.agreed_with != actor.user_id
        self._comment.setVisible(decides)
        self._acts.setVisible(decides)
        if decides and self._typed is None:
            self._typed = WordsKeeper(self, self._shell.desk, look.agreement, "plan look")
        heading, sentence = _words(look)
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    def _keep(self, *, agrees: bool) -> None:
        look, said = self._look, self.comment.text().strip()
        if look is None:
            return
        if not agrees and not said:
            self._comment.set_error(_("Say what to think of again."))
            return

        def act(work: UnitOfWork) -> None:
            plans.look(work, look.agreement, agrees=agrees, comment=said)

        def kept(_nothing: None) -> None:
            if self._typed is not None:
                self._typed.discard()
                self._typed = None
            self._shell.say(_("The caseworker sees it"))

        self._shell.desk.write(self, act, kept)


def _words(look: LookLine) -> tuple[str, str]:
    if look.agrees is None:
        return (
            _("A supervisor looks at this plan"),
            _("The work goes on meanwhile: help never waits for a look."),
        )
    if look.agrees:
        return _("{name} has looked at this plan", name=look.by), look.comment
    return _("{name} asks to think of this again", name=look.by), look.comment
