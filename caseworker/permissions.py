"""Who may do what. Enforced by use cases, and read by the interface to offer only what works.

On one laptop these are rules of the program, not of cryptography: whoever can unlock the store
could, with effort, read all of it (docs/threat-model.md).
"""

from __future__ import annotations

from enum import StrEnum

from caseworker.errors import NotAllowed
from caseworker.model.staff import Role, Training
from caseworker.ports import Actor


class Act(StrEnum):
    """What somebody wants to do."""

    CHECK_IN = "check in"
    REGISTER = "register"
    READ_PEOPLE = "read people"
    READ_CASE = "read case"
    READ_RESTRICTED = "read restricted records"
    WORK_ON_CASE = "work on case"
    SCREEN_FOR_PROTECTION = "screen for protection"
    WRITE_INCIDENT = "write incident"
    WRITE_ACCOUNT_OF_INCIDENT = "write an account of an incident"
    REFER = "refer"
    SEE_CENTRES = "see other centres"
    KEEP_CARDS = "keep cards of centres"
    RECEIVE_HANDOVER = "receive a handover"
    READ_DIRECTORY = "read directory"
    EDIT_DIRECTORY = "edit directory"
    TAKE_REQUEST = "take a request"
    READ_REQUEST = "read a request"
    DECIDE_REQUEST = "decide a request"
    AGREE_TO_ERASURE = "agree that a record is erased"
    RESTRICT = "name who may see a record"
    CLOSE_AT_ONCE = "close a record at once"
    WRITE_EXPLANATION = "write explanations"
    APPROVE = "approve"
    REVIEW_BASIS = "review another basis"
    READ_AUDIT = "read audit"
    READ_STAFF_CONCERN = "read staff concerns"
    READ_FEEDBACK = "read what people and colleagues say of the centre"
    EXPORT_FIGURES = "export figures"
    ENROL = "enrol people and laptops"
    CHANGE_CENTRE = "change the centre"
    BACK_UP = "back up the store"
    INSTALL_FORMS = "install forms"
    EXPORT_ANSWERS = "export answers of forms"


_CASEWORK = frozenset({Role.CASEWORKER, Role.SUPERVISOR})
_DESK = _CASEWORK | {Role.RECEPTION}

_ALLOWED: dict[Act, frozenset[Role]] = {
    Act.CHECK_IN: _DESK,
    Act.REGISTER: _DESK,
    Act.READ_PEOPLE: _DESK,
    Act.READ_CASE: _CASEWORK,
    Act.READ_RESTRICTED: frozenset({Role.SUPERVISOR}),
    Act.WORK_ON_CASE: _CASEWORK,
    Act.SCREEN_FOR_PROTECTION: _CASEWORK,
    Act.WRITE_INCIDENT: frozenset(Role),
    Act.WRITE_ACCOUNT_OF_INCIDENT: _CASEWORK,
    Act.REFER: _CASEWORK,
    Act.SEE_CENTRES: _CASEWORK | {Role.ADMINISTRATOR},
    # Whoever speaks with the other centre compares.
    Act.KEEP_CARDS: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Act.RECEIVE_HANDOVER: frozenset({Role.SUPERVISOR}),
    # Pathways and contacts are for all staff.
    Act.READ_DIRECTORY: frozenset(Role),
    Act.EDIT_DIRECTORY: _CASEWORK | {Role.ADMINISTRATOR},
    # Whoever speaks the language, or brings in who does.
    Act.WRITE_EXPLANATION: _DESK | {Role.ADMINISTRATOR},
    Act.TAKE_REQUEST: _DESK | {Role.DATA_PROTECTION_OFFICER},
    # Reception takes a wish; what it says and what comes of it is not for the desk.
    Act.READ_REQUEST: _CASEWORK | {Role.DATA_PROTECTION_OFFICER},
    Act.DECIDE_REQUEST: frozenset({Role.DATA_PROTECTION_OFFICER}),
    # Never whoever decided: the use case looks at that.
    Act.AGREE_TO_ERASURE: frozenset({Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER}),
    Act.RESTRICT: frozenset({Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER}),
    # Danger does not wait until a supervisor is in the house: she looks at it afterwards.
    Act.CLOSE_AT_ONCE: frozenset({Role.CASEWORKER}),
    Act.APPROVE: frozenset({Role.SUPERVISOR}),
    Act.REVIEW_BASIS: frozenset({Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER}),
    Act.READ_AUDIT: frozenset({Role.DATA_PROTECTION_OFFICER, Role.SUPERVISOR}),
    # No line manager reads what was sent to the focal point.
    Act.READ_STAFF_CONCERN: frozenset({Role.DATA_PROTECTION_OFFICER}),
    # Everybody takes feedback; who said what is for those who answer it.
    Act.READ_FEEDBACK: frozenset({Role.SUPERVISOR}),
    Act.EXPORT_FIGURES: frozenset({Role.SUPERVISOR}),
    Act.ENROL: frozenset({Role.ADMINISTRATOR}),
    Act.CHANGE_CENTRE: frozenset({Role.ADMINISTRATOR}),
    # A backup takes everything out of the house at once.
    Act.BACK_UP: frozenset({Role.ADMINISTRATOR}),
    Act.INSTALL_FORMS: frozenset({Role.ADMINISTRATOR}),
    Act.EXPORT_ANSWERS: frozenset({Role.SUPERVISOR, Role.DATA_PROTECTION_OFFICER}),
}

_TRAINED: dict[Act, frozenset[Training]] = {
    # Any one of these marks opens the act.
    Act.SCREEN_FOR_PROTECTION: frozenset({Training.PROTECTION_SCREENING}),
    Act.WRITE_ACCOUNT_OF_INCIDENT: frozenset(
        {Training.GENDER_BASED_VIOLENCE, Training.PROTECTION_SCREENING}
    ),
}


def may(actor: Actor, act: Act) -> bool:
    """Return whether the actor's roles and training cover *act*."""
    trained = _TRAINED.get(act)
    return bool(actor.roles & _ALLOWED[act]) and (
        trained is None or bool(actor.trainings & trained)
    )


def roles_for(act: Act) -> frozenset[Role]:
    """Return the roles that cover *act*, whatever training it asks for besides."""
    return _ALLOWED[act]


def require(actor: Actor, act: Act) -> None:
    """Let *act* pass.

    Raises:
        NotAllowed: neither role nor training covers it.
    """
    if not may(actor, act):
        raise NotAllowed(act=act.value)
