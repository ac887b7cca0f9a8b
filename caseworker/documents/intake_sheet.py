"""The intake sheet: what registration wrote down, to be read back together (R-285)."""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import Document, Fact, Facts, Heading, Paragraph, Signature
from caseworker.form_library.chosen_words import chosen_words
from caseworker.model.arrival import Arrival
from caseworker.model.ids import PersonId
from caseworker.model.person import HouseholdMembership, Person
from caseworker.ports import Reads
from caseworker.text import N_, Text
from caseworker.words import name_of


def intake_sheet(reads: Reads, person_id: PersonId, text: Text) -> Document:
    """Return the intake sheet of a person."""
    person = reads.get(Person, person_id)
    arrival = reads.find(Arrival, person.arrival_id)
    household = reads.matching(HouseholdMembership, person_id=person_id, limit=1)
    together = (
        reads.count(HouseholdMembership, household_id=household[0].household_id) if household else 1
    )

    def chosen(field: str) -> str:
        return chosen_words(f"person.{field}", getattr(person, field), text)

    who = (
        Fact(text("Given name"), person.given_name),
        Fact(text("Family name"), person.family_name),
        Fact(text("Wishes to be called"), person.called),
        Fact(text("Date of birth"), common.born(person.date_of_birth, text)),
        Fact(text("Sex"), name_of(person.sex, text)),
        Fact(text("Gender"), person.gender),
        Fact(text("Nationality"), common.nationalities(person, text)),
        Fact(text("Papers"), name_of(person.documents, text)),
    )
    help_with = (
        Fact(text("Languages"), common.languages(person.languages, text)),
        Fact(text("Interpreter"), text("Yes" if person.interpreter_needed else N_("No"))),
        Fact(text("What makes speaking easier"), chosen("communication_needs")),
        Fact(text("Needed at the registration"), chosen("immediate_needs")),
        Fact(text("Special care"), chosen("vulnerabilities")),
        Fact(text("Food and allergies"), "; ".join(filter(None, (person.diet, person.allergies)))),
    )
    here = (
        Fact(text("Arrived"), common.day(arrival.arrived_at if arrival else None, text)),
        Fact(text("Number"), arrival.number if arrival else ""),
        Fact(text("Bed"), arrival.bed if arrival else ""),
        Fact(text("People in the household"), text.number(together)),
    )
    return Document(
        language=text.language,
        title=text("Intake sheet"),
        subtitle=the_centre(reads).name,
        who_may_see=text(common.FOR_THE_CENTRE),
        reference=arrival.number if arrival else "",
        blocks=(
            Heading(text("The person")),
            Facts(who),
            Heading(text("To understand each other, and to be well here")),
            Facts(help_with),
            Heading(text("Here")),
            Facts(here),
            Paragraph(text("Read back together. What was wrong was corrected.")),
            Signature(text("Signature or mark"), text("Date")),
        ),
    )
