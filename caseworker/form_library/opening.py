"""Which forms can be filled about whom or what, and what must be there before one opens."""

from __future__ import annotations

from caseworker.consent.other_basis import record_stands_on_other_basis
from caseworker.consent.standing import standing
from caseworker.errors import NotFound
from caseworker.findings import Findings, pass_gate, stops
from caseworker.form_access import consent_for, may_open, require_to_open
from caseworker.form_library.subjects import Subject, suits
from caseworker.form_library.versions import FormLine, built_in_form, form_in_use, installed_forms
from caseworker.model.person import Person
from caseworker.ports import Reads
from caseworker.text import N_, Text
from forms import FormDefinition, library
from forms.access import Access, access_of

OFFERED = (
    "feedback",
    "satisfaction",
    "centre_standards",
    "training_needs",
    "registration_child",
    "registration_household",
    "needs_assessment",
    "interview",
    "child_alone",
    "best_interests_determination",
    "relative_verification",
    "family_tracing",
    "trafficking",
    "threats",
    "gender_based_violence",
    "sogiesc",
    "disability",
    "health_follow_up",
    "suicide_risk",
    "detention_visit",
    "legal_screening",
    "food_and_items",
    "solutions",
    "return_decision",
    "mandatory_report",
)
"""Built-in forms that no step shows and whose answers the record can hold, most used first.

What each is filled about it says itself (`forms.access`). Sheets of consent are for paper: the
talk is the only door to a yes.
"""


def to_begin(reads: Reads, text: Text, about: Subject) -> list[FormLine]:
    """Return the forms that whoever asks may begin about *about*: the centre's own come first."""
    installed = installed_forms(reads)
    standing = {line.identifier: line for line in installed if line.in_use}
    own = [line for name, line in standing.items() if name not in library.names()]
    shipped = [standing.get(name) or built_in_form(name, installed, text) for name in OFFERED]
    found = [(line, _access(reads, line)) for line in (*own, *shipped)]
    fitting = [(line, access) for line, access in found if _can_begin(reads, access, about)]
    if about.person is not None:
        # What is mostly said of the centre comes after what is asked of a person.
        fitting.sort(key=lambda each: "centre" in each[1].about)
    return [line for line, _said in fitting]


def let_open(reads: Reads, form: FormDefinition, about: Subject, *, anew: bool = True) -> None:
    """Let *form* be filled about *about*, *anew* or corrected: a child may be grown up by then.

    Raises:
        NotAllowed: neither role nor training opens the form.
        NotFound: it is a form about something else.
        GateClosed: the person has not said yes to what the form needs (R-050).
    """
    access = access_of(form)
    require_to_open(reads.actor, access)
    if anew and not suits(reads, access, about):
        raise NotFound
    if about.person is not None:
        pass_gate(_without_yes(reads, access, about.person))


def _can_begin(reads: Reads, access: Access, about: Subject) -> bool:
    return may_open(reads.actor, access) and suits(reads, access, about)


def _without_yes(reads: Reads, access: Access, person: Person) -> Findings:
    purpose = consent_for(access)
    today = reads.now().date()
    if purpose is None or standing(reads, person.id, purpose, today=today):
        return ()
    if record_stands_on_other_basis(reads, person.id):
        return ()
    what, why = (
        N_("Stops here: there is no yes to notes"),
        N_("Notes of an interview are taken only after a yes to them."),
    )
    return (stops("no-consent-to-form", what, why, "R-050", answer="consent"),)


def _access(reads: Reads, line: FormLine) -> Access:
    if line.id is None:
        return library.access(line.identifier)
    return access_of(form_in_use(reads, line.identifier).definition)
