"""The acts of the audit trail in words; stored once in English, shown in any language."""

from __future__ import annotations

from caseworker.text import N_, Text

ACTS = {
    "added a member of staff": N_("Added a member of staff"),
    "basis reviewed": N_("Looked at a record without a yes"),
    "came in by the recovery code": N_("Came in by the recovery code"),
    "case assigned": N_("Gave the case to somebody"),
    "case closed": N_("Closed the case"),
    "case opened": N_("Opened the case"),
    "case reopened": N_("Opened the case again"),
    "centre changed": N_("Changed what the centre decided"),
    "changed the passphrase": N_("Changed the own passphrase"),
    "closure approved": N_("Agreed to a closure"),
    "closure sent back": N_("Sent a closure back"),
    "consent withdrawn": N_("Took back a yes"),
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
    "incident noted": N_("Noted an incident"),
    "looked at": N_("Looked at it"),
    "made a new recovery code": N_("Made a new recovery code"),
    "plan agreed": N_("Agreed on the plan"),
    "protection flags changed": N_("Changed protection flags"),
    "protocol opened: departure without notice": N_("Opened what to do: left without notice"),
    "protocol opened: missing child": N_("Opened what to do: missing child"),
    "protocol opened: suicide risk": N_("Opened what to do: suicide risk"),
    "referral sent": N_("Sent a referral"),
    "registered": N_("Registered"),
    "removed a member of staff": N_("Took out a member of staff"),
    "roles changed": N_("Changed roles"),
    "safe contact changed": N_("Changed how to reach safely"),
    "screened for protection": N_("Looked for what needs a specialist"),
    "set up the centre": N_("Set up the centre"),
    "tie verified": N_("Verified a tie"),
    "transfer accepted": N_("Accepted a handover"),
    "transfer declined": N_("Declined a handover"),
}


def act_words(action: str, text: Text) -> str:
    """Return what an audit event's *action* is called; an unknown one as it was stored."""
    return text(ACTS.get(action, action))
