"""Who may open a form and keep its answers: what the form says, held against role and training.

One rule for built-in forms and for those of a centre (R-283, R-392 to R-394, R-400). A form that
names no act is open to whoever works on cases; an act or training that nobody knows opens it to
nobody.
"""

from __future__ import annotations

from caseworker.errors import NotAllowed
from caseworker.model.consent import Purpose
from caseworker.model.staff import Training
from caseworker.permissions import Act, may
from caseworker.ports import Actor
from forms import library
from forms.access import Access

EVERYBODY = "everybody"


def may_open(actor: Actor, access: Access) -> bool:
    """Return whether the actor's roles and training open a form with this access."""
    opener = access.open_to or Act.WORK_ON_CASE.name
    if opener != EVERYBODY and not _covers(actor, opener):
        return False
    return is_trained(actor, access)


def may_read(actor: Actor, access: Access) -> bool:
    """Return whether the actor reads what others filled in such a form.

    Without a word of the form about it, whoever may fill it may read it.
    """
    if not access.read_by:
        return may_open(actor, access)
    return _covers(actor, access.read_by) and is_trained(actor, access)


def is_trained(actor: Actor, access: Access) -> bool:
    """Return whether the actor has one of the trainings that the form asks for, if it asks."""
    return not access.trainings or bool(actor.trainings & trainings_for(access))


def is_about_health(access: Access) -> bool:
    """Return whether the training for health, and no other, opens the form (R-311)."""
    return trainings_for(access) == {Training.HEALTH}


def require_to_open(actor: Actor, access: Access) -> None:
    """Let the form be opened, or its answers be kept.

    Raises:
        NotAllowed: neither role nor training opens it.
    """
    if not may_open(actor, access):
        raise NotAllowed(act=access.open_to or Act.WORK_ON_CASE.value)


def require_to_read(actor: Actor, access: Access) -> None:
    """Let what was filled be read, corrected or exported.

    Raises:
        NotAllowed: it is read by others.
    """
    if not may_read(actor, access):
        raise NotAllowed(act=access.read_by or access.open_to or Act.WORK_ON_CASE.value)


def require_form(actor: Actor, form: str) -> None:
    """Let answers to the built-in form *form* be read or kept; other forms are held elsewhere.

    Raises:
        NotAllowed: neither role nor training opens the form.
    """
    if form in library.names():
        require_to_open(actor, library.access(form))


def _covers(actor: Actor, name: str) -> bool:
    act = Act.__members__.get(name.upper())
    return act is not None and may(actor, act)


def trainings_for(access: Access) -> frozenset[Training]:
    """Return the trainings of which any one opens the form; names nobody knows are left out."""
    known = Training.__members__
    return frozenset(known[name.upper()] for name in access.trainings if name.upper() in known)


def consent_for(access: Access) -> Purpose | None:
    """Return the purpose the person must have said yes to before the form opens (R-050)."""
    return Purpose.__members__.get(access.needs_consent.upper())
