"""Before a referral leaves: to whom, with what, without what, and on what it stands."""

from __future__ import annotations

from caseworker.text import isolate
from caseworker.views.referrals import Setting, YesLine
from ui import words
from ui.language import _, text
from ui.referrals.basis_card import yes_words
from ui.referrals.items_card import named, stays_here
from ui.referrals.state import ReferralDraft
from ui.widgets.sheet import Sheet


def leaving_sheet(setting: Setting, state: ReferralDraft, yes: YesLine | None) -> Sheet:
    """Return the sheet; `agreed` when it may go."""
    sheet = Sheet(_("Before it leaves"), _("Send and show the form"), name="leaving-sheet")
    sheet.say(_("To: {recipient}", recipient=isolate(_recipient(setting))))
    items = [item for item, _said in setting.items if item in state.items]
    with_what = text().listed(filter(None, (named(items), _("what help is asked for"))))
    sheet.say(_("With: {items}", items=with_what))
    sheet.say(stays_here(items), second=True)
    if yes is not None:
        sheet.say(_("Stands on the yes of {yes}", yes=yes_words(yes)))
    elif state.basis is not None:
        basis = words.called(state.basis.basis)
        sheet.say(_("Without a yes: {basis}. A supervisor looks at it within a day.", basis=basis))
    if state.accompanied:
        sheet.say(_("Somebody from here goes along."), second=True)
    return sheet


def _recipient(setting: Setting) -> str:
    return text().listed(part for part in (setting.provider, setting.service) if part)
