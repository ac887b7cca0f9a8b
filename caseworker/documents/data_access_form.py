"""The data access request form, and the answer to it (R-452 to R-454).

Whoever asks fills in the form and signs it; what was said at the desk stands on it already. The
form says what can never be had, so that nobody has to argue about it at the gate.
"""

from __future__ import annotations

from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.data_access.asking import require_sight_of
from caseworker.documents import common
from caseworker.documents.blocks import (
    Document,
    Fact,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Signature,
)
from caseworker.errors import NotFound
from caseworker.model.data_access import DataAccessRequest, Wanted
from caseworker.model.rights import Outcome
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from caseworker.text import N_, Text, isolate
from caseworker.words import name_of

RULES = (
    N_("Counts about the centre's work that name nobody are given without this form."),
    N_("Figures about protection are given on this form alone, for one purpose and a set time."),
    N_("Lists of people are not given, also not of children or women, and also not urgently."),
    N_("About one person we speak with that person first. What they agree to is given by them."),
    N_("An order of a court is handed to the data protection officer, in writing."),
)
"""What whoever asks should know before signing."""

_UNDERTAKING = N_(
    "I will use what I am given for the purpose above and for nothing else, not try to find out who"
    " anybody is, pass it on to nobody, and destroy it when the time is over."
)


def data_access_form(reads: Reads, request_id: UUID, text: Text) -> Document:
    """Return the form of a request, to be completed and signed by whoever asks.

    Raises:
        NotAllowed: the role takes no requests, or reception did not take this one itself.
    """
    request = reads.get(DataAccessRequest, request_id)
    require_sight_of(reads, request)
    return Document(
        language=text.language,
        title=text("Data access request"),
        subtitle=_subtitle(reads, text),
        who_may_see=text(common.FOR_THE_RECEIVER),
        reference=request.number,
        blocks=(
            Heading(text("What you should know")),
            Listing(tuple(text(rule) for rule in RULES)),
            Heading(text("Your request")),
            Facts(
                (
                    Fact(text("Organisation or office"), isolate(request.organisation)),
                    Fact(text("Name and position"), isolate(request.asked_by)),
                    Fact(text("How we reach you"), isolate(request.reached_by)),
                    Fact(text("Asked for"), name_of(request.wanted, text)),
                    Fact(text("Exactly what, and of which days"), isolate(request.what)),
                    Fact(text("What for"), isolate(request.purpose)),
                    Fact(text("Who will see it")),
                    Fact(text("Where it is kept, and how it is protected")),
                    Fact(text("Law or agreement you rely on"), isolate(request.authority)),
                    Fact(text("Until when you need it")),
                ),
                columns=1,
            ),
            Paragraph(text(_UNDERTAKING)),
            Signature(text("Whoever asks"), text("Name, day, stamp")),
            Signature(text("Received for the centre"), the_centre(reads).name),
        ),
    )


def data_access_answer(reads: Reads, request_id: UUID, text: Text) -> Document:
    """Return the answer to a request; it says nothing of anybody, nor whether somebody is here.

    Raises:
        NotAllowed: the role reads no requests.
        NotFound: there is no answer yet.
    """
    require(reads.actor, Act.READ_REQUEST)
    request = reads.get(DataAccessRequest, request_id)
    if request.outcome is None:
        raise NotFound
    facts = [
        Fact(text("To"), isolate(f"{request.asked_by}, {request.organisation}")),
        Fact(text("Asked for"), isolate(request.what)),
        Fact(text("Asked on"), common.day(request.asked_at, text)),
        Fact(text("Our answer"), name_of(request.outcome, text)),
    ]
    if request.reason:
        facts.append(Fact(text("Reason"), request.reason))
    if request.valid_until is not None:
        facts.append(Fact(text("Goes out until"), text.day(request.valid_until)))
    facts.append(Fact(text("Decided by"), isolate(common.code_of(reads, request.decided_by))))
    refused_people = request.wanted is Wanted.PEOPLE
    granted = request.outcome is not Outcome.REFUSED
    return Document(
        language=text.language,
        title=text("Answer to a data access request"),
        subtitle=_subtitle(reads, text),
        who_may_see=text(common.FOR_THE_RECEIVER),
        reference=request.number,
        blocks=(
            Facts(tuple(facts), columns=1),
            *(
                (Heading(text("How it can be done")), Listing(tuple(map(text, RULES[2:]))))
                if refused_people
                else ()
            ),
            *((Paragraph(text(_UNDERTAKING)),) if granted else ()),
            Signature(text("For the centre"), the_centre(reads).name),
        ),
    )


def _subtitle(reads: Reads, text: Text) -> str:
    return text.listed((the_centre(reads).name, common.day(reads.now(), text)))
