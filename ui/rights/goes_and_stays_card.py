"""What an erasure removes, part by part, and what it leaves, with the reason."""

from __future__ import annotations

from caseworker.documents.erasure_notice import OUT_OF_REACH
from caseworker.text import N_, isolate
from caseworker.views.erasure import ErasurePage
from ui import words
from ui.language import _, ngettext, text
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.stack import Line

_STAYS = (
    N_("That it was asked for and done: a number, the days, and who decided. It proves it."),
    N_("The records of other people, also where they speak of this person: those are theirs."),
    N_("Counts without names, and what was spent: the centre answers for its accounts."),
)


class GoesAndStaysCard(Card):
    """Counts and no content: whoever agrees need not read the record."""

    def __init__(self, shown: ErasurePage) -> None:
        super().__init__(spacing=6)
        self.setObjectName("goes-and-stays-card")
        done = shown.carried_out_at is not None
        self.content.addWidget(section(_("What is gone") if done else _("What will be gone")))
        for count in shown.parts:
            entries = ngettext("{count} entry", "{count} entries", count.entries)
            self.content.addWidget(Line(body(words.called(count.part)), small(entries), gap=12))
        if not done and shown.named_by_others:
            self.content.addWidget(
                small(
                    ngettext(
                        "{count} tie in the record of somebody else loses the name and stays.",
                        "{count} ties in the records of others lose the name and stay.",
                        shown.named_by_others,
                    )
                )
            )
        self.content.addSpacing(10)
        self.content.addWidget(section(_("What stays, and why")))
        for sentence in _STAYS:
            self.content.addWidget(body(_(sentence)))
        self.content.addSpacing(10)
        self.content.addWidget(section(_("What cannot be reached from here")))
        for sentence in OUT_OF_REACH:
            self.content.addWidget(body(_(sentence)))
        if shown.recipients:
            who = text().listed(isolate(each) for each in shown.recipients)
            self.content.addWidget(
                small(_("These have copies: {who}. Ask them to erase theirs.", who=who))
            )
