"""The acts of the audit trail in words; stored once in English, shown in any language."""

from __future__ import annotations

from caseworker.text import N_, Text

ACTS = {
    "added a member of staff": N_("Added a member of staff"),
    "answer told": N_("Told the answer to a wish"),
    "basis reviewed": N_("Looked at a record without a yes"),
    "came in by the recovery code": N_("Came in by the recovery code"),
    "case assigned": N_("Gave the case to somebody"),
    "case closed": N_("Closed the case"),
    "case opened": N_("Opened the case"),
    "case reopened": N_("Opened the case again"),
    "centre changed": N_("Changed what the centre decided"),
    "changed the passphrase": N_("Changed the own passphrase"),
    "closure approved": N_("Agreed to a closure"),
    "held back change left out": N_("Read a change that does not count, and left it out"),
    "closure approved again": N_("Agreed to a closure again, as it stands now"),
    "centre card brought": N_("Brought the card of another centre"),
    "centre card compared": N_("Compared the card of another centre"),
    "centre card made": N_("Made a card of this centre"),
    "centre card put aside": N_("Put aside the card of another centre"),
    "handover accepted here": N_("Took over a case from another centre"),
    "handover accepted there": N_("Kept that another centre took over a case"),
    "handover declined here": N_("Declined a case from another centre"),
    "handover declined there": N_("Kept that another centre declined a case"),
    "handover sent": N_("Sent a case to another centre"),
    "handover taken back": N_("Kept that a case did not leave after all"),
    "told a centre of withdrawal": N_("Told another centre that a yes ended"),
    "team meeting held": N_("Kept the minutes of a meeting"),
    "transfer accepted again": N_("Accepted a handover again, as it stands now"),
    "closure sent back": N_("Sent a closure back"),
    "combined figures sent": N_("Sent figures of several centres"),
    "consent withdrawn": N_("Took back a yes"),
    "copy of the record given": N_("Gave a copy of the record"),
    "copy saved": N_("Saved a copy of a paper"),
    "document printed": N_("Printed a paper"),
    "went on after chain-head-missing": N_("Went on though the file of the last change was lost"),
    "went on after store-behind": N_("Went on though saved changes were missing"),
    "made a backup": N_("Made a backup"),
    "put the keys back": N_("Put the keys back from a backup"),
    "restored from a backup": N_("Restored the laptop from a backup"),
    "answers exported": N_("Exported answers of a form"),
    "form filled": N_("Filled in a form"),
    "form installed": N_("Installed a form"),
    "form retired": N_("Retired a form"),
    "form stands again": N_("Let a retired form be filled in again"),
    "data access asked": N_("Wrote down who asks for data"),
    "data access decided": N_("Answered a data access request"),
    "data access form opened": N_("Looked at a signed data access request"),
    "data access form saved": N_("Saved a copy of a signed data access request"),
    "data access form signed": N_("Kept a signed data access request"),
    "erasure agreed": N_("Agreed that a record is erased"),
    "erasure called off": N_("Left a record that was to be erased"),
    "erasure decided": N_("Decided that a record is erased"),
    "evidence copy saved": N_("Saved a copy of what shows a yes or no"),
    "evidence opened": N_("Looked at what shows a yes or no"),
    "inbound referral answered": N_("Answered a partner's referral"),
    "inbound referral erased": N_("Erased a partner's referral"),
    "inbound referral received": N_("Received a partner's referral"),
    "indicator changed": N_("Changed an indicator"),
    "incident noted": N_("Noted an incident"),
    "looked at": N_("Looked at it"),
    "made a new recovery code": N_("Made a new recovery code"),
    "paper attached": N_("Attached a paper"),
    "paper copy saved": N_("Saved a copy of an attached paper"),
    "paper opened": N_("Looked at an attached paper"),
    "paper taken out": N_("Took out an attached paper"),
    "plan agreed": N_("Agreed on the plan"),
    "protection flags changed": N_("Changed protection flags"),
    "protocol opened: departure without notice": N_("Opened what to do: left without notice"),
    "protocol opened: missing child": N_("Opened what to do: missing child"),
    "protocol opened: suicide risk": N_("Opened what to do: suicide risk"),
    "record erased": N_("Erased a record"),
    "record kept longer": N_("Kept a record longer"),
    "record opened again": N_("Opened a record to all again"),
    "record restricted": N_("Closed a record to all but a few"),
    "referral sent": N_("Sent a referral"),
    "registered": N_("Registered"),
    "removed a member of staff": N_("Took out a member of staff"),
    "roles changed": N_("Changed roles"),
    "named by the root": N_("Made an administrator with the code of the root"),
    "safe contact changed": N_("Changed how to reach safely"),
    "screened for protection": N_("Looked for what needs a specialist"),
    "set up the centre": N_("Set up the centre"),
    "tie verified": N_("Verified a tie"),
    "told a partner how it went on": N_("Told a partner how it went on"),
    "transfer accepted": N_("Accepted a handover"),
    "transfer declined": N_("Declined a handover"),
    "wish answered": N_("Answered a wish"),
    "wish taken": N_("Took a wish about a record"),
}

_PAPER, _ANSWERS, _WISHES = (
    N_("Printed or saved a paper"),
    N_("Wrote down yes or no"),
    N_("Worked on a wish of yours"),
)
_WORK = N_("Worked with you")
_NEUTRAL = {
    "answer told": _WISHES,
    "basis reviewed": N_("Checked why something was written down"),
    "consent withdrawn": _ANSWERS,
    "copy of the record given": _WISHES,
    "copy saved": _PAPER,
    "document printed": _PAPER,
    "looked at": N_("Looked at the record"),
    "handover accepted here": N_("Began the record"),
    "handover sent": N_("Told others about you"),
    "provider told of withdrawal": _ANSWERS,
    "told a centre of withdrawal": _ANSWERS,
    "record opened again": N_("Changed who may see the record"),
    "record restricted": N_("Changed who may see the record"),
    "referral sent": N_("Asked for help elsewhere"),
    "registered": N_("Began the record"),
    "safe contact changed": N_("Wrote down how to reach you"),
    "told a partner how it went on": N_("Told others about you"),
    "wish answered": _WISHES,
    "wish taken": _WISHES,
}
"""What a person reads of each act. Everything else is work with her: a word like "protocol" or
"protection" on a paper tells a finder too much."""


def neutral(action: str) -> str:
    """Return what the person concerned reads of *action*, marked for translation."""
    return _NEUTRAL.get(action, _WORK)


def act_words(action: str, text: Text) -> str:
    """Return what an audit event's *action* is called; an unknown one as it was stored."""
    return text(ACTS.get(action, action))
