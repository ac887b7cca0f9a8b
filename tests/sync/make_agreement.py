"""Vectors of erasures that two people agreed to, or did not. Shares no product code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.sync.independent_agreement import (
    ARRIVAL,
    ASKED,
    ASKED_BY,
    CALLED_OFF_BY,
    CARRIED_OUT_BY,
    CASE,
    CASEWORKER,
    DECIDED_BY,
    ERASURE,
    INBOUND,
    INBOUND_ID,
    LOG,
    OFFICER,
    PERSON,
    PERSON_ID,
    REFUSAL,
    SUPERVISOR,
    commit_id,
)
from tests.sync.independent_circles import circle_of, health_part_of
from tests.sync.independent_membership import cbor, entry_id, sha
from tests.sync.make_authors import ROOTS, SPACE, Author, Vector, person, public
from tests.sync.make_authors import fixed as fixed_of

AUDIT_EVENT = 5
AGREED_BY, BEYOND, LATE_AGREED_BY, LATE_BEYOND = 9, 21, 23, 24
ROLES = {
    "lucia": [OFFICER],
    "ines": [OFFICER],
    "josephine": [SUPERVISOR],
    "hodan": [SUPERVISOR],
    "amina": [CASEWORKER],
    "bo": [CASEWORKER],
}


def fixed(name: str) -> bytes:
    return fixed_of(name, 16)


SELAM, TESFAY, APPROVAL = fixed("selam"), fixed("tesfay"), fixed("approval")
CENTRE, HERS = fixed("centre"), circle_of(SELAM)


class Log:
    """The log of a centre: a root, an administrator, and what each of the staff is."""

    def __init__(self, **other: list[str]) -> None:
        self.root, self.alem = Author("root"), Author("alem")
        self.root.sign(1, public("alem"), {})
        for name, roles in (ROLES | other).items():
            self.alem.sign(*person(name, *roles))

    def replaced(self, name: str, *roles: str) -> bytes:
        """Enter somebody anew in the place of what was said of her; return her entry."""
        kind, subject, content = person(name, *roles)
        before = [entry_id(each) for each in self.alem.entries if subject in each]
        return self.alem.sign(kind, subject, content, *before)

    @property
    def heads(self) -> list[bytes]:
        return sorted(entry_id(each.entries[-1]) for each in (self.root, self.alem))

    @property
    def entries(self) -> list[bytes]:
        return [*self.root.entries, *self.alem.entries]


FIRST = Log()


def whole(
    by: str,
    kind: int,
    entity: bytes,
    fields: dict[int, Any],
    *,
    audience: bytes,
    deps: list[list[Any]] | None = None,
    log: list[bytes] | None = None,
) -> bytes:
    """Return a commit of one entry; only who signed it is looked at here, so nobody does."""
    seed = fixed(f"seed of {by} {kind} {sorted(fields)} {entity.hex()}")
    salt = sha(b"caseworker salt 1", seed, entity)[:16]
    entry = sha(b"caseworker entry 1", cbor([salt, kind, entity, fields]))
    heads = FIRST.heads if log is None else log
    named = [*(deps or []), *([[LOG, SPACE, heads]] if heads else [])]
    header = {
        1: 1, 2: fixed("unit"), 3: fixed(by), 4: fixed("laptop of " + by), 5: fixed("run of " + by),
        6: 1, 7: b"", 8: [1_794_989_000_000, 0], 9: audience, 10: 1, 11: 1,
        12: sha(b"caseworker entries 1", entry), 13: sorted(named, key=lambda dep: dep[1]),
    }  # fmt: skip
    return cbor([cbor(header), bytes(64), bytes(64), seed, [[kind, entity, fields]]])


def decision(by: str = "lucia", person: bytes = SELAM, said: str = "") -> bytes:
    fields = {0: [True], PERSON_ID: [person], DECIDED_BY: [fixed(said or by)]}
    return whole(by, ERASURE, APPROVAL, fields, audience=CENTRE)


def agreement(
    *seen: bytes,
    by: str = "josephine",
    said: str = "",
    beyond: list[bytes] | None = None,
    late: bool = False,
    log: list[bytes] | None = None,
) -> bytes:
    by_field, beyond_field = (LATE_AGREED_BY, LATE_BEYOND) if late else (AGREED_BY, BEYOND)
    fields: dict[int, Any] = {by_field: [fixed(said or by)]}
    if beyond is not None:
        fields[beyond_field] = [beyond]
    deps = [[ERASURE, APPROVAL, sorted(map(commit_id, seen))]] if seen else []
    return whole(by, ERASURE, APPROVAL, fields, audience=CENTRE, deps=deps, log=log)


def erasing(
    *named: bytes,
    kind: int = PERSON,
    entity: bytes = SELAM,
    audience: bytes = HERS,
    by: str = "lucia",
    log: list[bytes] | None = None,
) -> bytes:
    deps = [[ERASURE, APPROVAL, sorted(map(commit_id, named))]] if named else []
    return whole(by, kind, entity, {0: [False]}, audience=audience, deps=deps, log=log)


def vector(
    name: str, expected: str, commit: bytes, *here: bytes, log: Log = FIRST
) -> tuple[str, Vector]:
    lines = [("commit", commit), *(("here", each) for each in here)]
    lines += [("root", each) for each in ROOTS] + [("entry", each) for each in log.entries]
    return f"agreement_{name}", (expected, lines)


def vectors() -> dict[str, Vector]:
    return dict(
        [
            *who_agreed(),
            *what_lies_outside(),
            *in_which_role(),
            *by_which_log(),
            *what_was_called_off(),
            *what_a_partner_wrote(),
        ]
    )


def who_agreed() -> Iterator[tuple[str, Vector]]:
    decided = decision()
    agreed = agreement(decided)
    case, elsewhere = fixed("case"), circle_of(TESFAY)
    both = (decided, agreed)
    yield vector("by_two", "counts", erasing(*both), *both)
    yield vector("of_her_case", "counts", erasing(*both, kind=CASE, entity=case), *both)
    about_health = erasing(*both, kind=CASE, entity=case, audience=health_part_of(SELAM))
    yield vector("of_her_part_about_health", "counts", about_health, *both)
    yield vector("alone", "held back", erasing())
    yield vector("not_agreed", "held back", erasing(decided), decided)
    yield vector("agreement_has_not_come", "held back", erasing(*both), decided)
    yield vector("decision_has_not_come", "held back", erasing(*both), agreed)
    yield vector("agreement_not_named", "held back", erasing(decided), *both)
    herself = agreement(decided, by="lucia")
    yield vector("agreed_with_herself", "held back", erasing(decided, herself), decided, herself)
    for_ines = erasing(decided, herself, by="ines")
    yield vector("agreed_by_whoever_decided", "held back", for_ines, decided, herself)
    pretended = agreement(decided, by="lucia", said="josephine")
    yield vector("agreed_for_another", "held back", erasing(decided, pretended), decided, pretended)
    for_her = decision("josephine", said="lucia")
    to_hers = agreement(for_her)
    yield vector("decided_for_another", "held back", erasing(for_her, to_hers), for_her, to_hers)
    other = decision(person=TESFAY)
    to_other = agreement(other)
    yield vector("about_another", "held back", erasing(other, to_other), other, to_other)
    of_another = erasing(*both, kind=CASE, entity=case, audience=elsewhere)
    yield vector("of_the_case_of_another", "held back", of_another, *both)
    in_another = erasing(*both, audience=elsewhere)
    yield vector("in_the_circle_of_another", "held back", in_another, *both)
    blind = agreement()
    yield vector("agreed_to_nothing_seen", "held back", erasing(decided, blind), decided, blind)
    # She names somebody else after, and before, the other one looked.
    yield vector(
        "named_after_it_was_agreed",
        "held back",
        erasing(decided, to_other),
        *(decided, other, to_other),
    )
    changing = agreement(decided, other)
    yield vector("named_two", "held back", erasing(decided, changing), *(decided, other, changing))
    yield vector("seen_is_hidden", "held back", erasing(decided, changing), decided, changing)
    again = agreement(decided, agreed, by="hodan")
    yield vector("agreed_again", "counts", erasing(decided, again), *(decided, agreed, again))
    by_ines = agreement(decided, by="ines")
    yield vector("erased_by_whoever_decided", "counts", erasing(decided, by_ines), decided, by_ines)
    agreeing = erasing(decided, by_ines, by="ines")
    yield vector("erased_by_whoever_agreed", "held back", agreeing, decided, by_ines)
    yield vector("erased_by_a_third", "counts", erasing(*both, by="ines"), *both)


def what_lies_outside() -> Iterator[tuple[str, Vector]]:
    decided, arrival, look = decision(), fixed("arrival"), fixed("look")
    agreed = agreement(decided, beyond=[arrival])
    both = (decided, agreed)

    def outside(*named: bytes, entity: bytes = arrival, kind: int = ARRIVAL) -> bytes:
        return erasing(*named, kind=kind, entity=entity, audience=CENTRE)

    yield vector("outside_alone", "held back", outside())
    yield vector("outside_named", "counts", outside(*both), *both)
    another = outside(*both, entity=fixed("another"))
    yield vector("outside_not_named", "held back", another, *both)
    trail = outside(*both, entity=look, kind=AUDIT_EVENT)
    yield vector("the_trail_not_named", "held back", trail, *both)
    late = agreement(decided, agreed, by="hodan", beyond=[look], late=True)
    came_late = outside(*both, late, entity=look)
    yield vector("came_late_and_named", "counts", came_late, *both, late)
    refusal = erasing(kind=REFUSAL, entity=fixed("refusal"), audience=CENTRE, log=[])
    yield vector("of_a_count", "counts", refusal)


def in_which_role() -> Iterator[tuple[str, Vector]]:
    decided = decision()
    both = (decided, agreement(decided))
    for name, expected, who, roles in (
        ("agreed_by_a_caseworker", "held back", "josephine", [CASEWORKER]),
        ("agreed_by_an_officer", "counts", "josephine", [OFFICER]),
        ("agreed_by_somebody_without_roles", "held back", "josephine", []),
        ("decided_by_a_supervisor", "held back", "lucia", [SUPERVISOR]),
    ):
        log = Log(**{who: roles})
        told = decision_by(log)
        agreed = agreement(told, log=log.heads)
        act = erasing(told, agreed, log=log.heads)
        yield vector(name, expected, act, told, agreed, log=log)
    yield vector("erased_by_a_supervisor", "held back", erasing(*both, by="hodan"), *both)


def decision_by(log: Log) -> bytes:
    fields = {0: [True], PERSON_ID: [SELAM], DECIDED_BY: [fixed("lucia")]}
    return whole("lucia", ERASURE, APPROVAL, fields, audience=CENTRE, log=log.heads)


def by_which_log() -> Iterator[tuple[str, Vector]]:
    decided = decision()
    both = (decided, agreement(decided))
    ended = Log()
    ended.replaced("josephine", "reception")
    later = ended.heads
    knowing = erasing(*both, log=later)
    yield vector("role_ended_as_who_erases_knew", "held back", knowing, *both, log=ended)
    yield vector("role_ended_unknown_to_all", "counts", erasing(*both), *both, log=ended)
    decided_later = decision_by(ended)
    # She says to know nothing of it; the decision that she agreed to knew.
    back_dated = agreement(decided_later)
    dated = (decided_later, back_dated)
    yield vector("role_ended_as_the_decision_knew", "held back", erasing(*dated), *dated, log=ended)
    gone = Log()
    gone.replaced("lucia", "caseworker")
    own = erasing(*both, log=gone.heads)
    yield vector("role_of_who_erases_ended", "held back", own, *both, log=gone)
    yield vector("log_has_not_come", "held back", knowing, *both)
    yield vector("log_not_named", "counts", erasing(*both, log=[]), *both)
    before_it = decision_without_log()
    unnamed = (before_it, agreement(before_it, log=[]))
    yield vector("no_log_named_by_any", "held back", erasing(*unnamed, log=[]), *unnamed)
    given = Log(josephine=[CASEWORKER])
    before = given.heads
    given.replaced("josephine", SUPERVISOR)
    early = decision_by(Log(josephine=[CASEWORKER]))
    agreed = agreement(early, log=before)
    too_early = erasing(early, agreed, log=before)
    yield vector("role_given_later", "held back", too_early, early, agreed, log=given)
    yield in_a_dispute(both)


def in_a_dispute(both: tuple[bytes, bytes]) -> tuple[str, Vector]:
    """Two administrators end each other; one of them had taken a role before."""
    disputed = Log()
    binta = Author("binta")
    disputed.root.sign(1, public("binta"), {})
    heads, last = disputed.heads, disputed.alem.entries[-1]
    disputed.alem.sign(5, public("binta"), {1: []})
    kind, subject, content = person("josephine", "reception")
    before = [entry_id(each) for each in disputed.alem.entries if subject in each]
    binta.sign(kind, subject, content, *before)
    kept = [[b"", len(disputed.alem.entries) - 1, entry_id(last)]]
    binta.sign(5, public("alem"), {1: kept})
    knowing = erasing(*both, log=sorted([*heads, entry_id(binta.entries[0])]))
    disputed.root.entries += binta.entries
    return vector("role_ended_in_a_dispute", "held back", knowing, *both, log=disputed)


def decision_without_log() -> bytes:
    fields = {0: [True], PERSON_ID: [SELAM], DECIDED_BY: [fixed("lucia")]}
    return whole("lucia", ERASURE, APPROVAL, fields, audience=CENTRE, log=[])


def what_was_called_off() -> Iterator[tuple[str, Vector]]:
    decided = decision()
    both = (decided, agreement(decided))
    off = whole("hodan", ERASURE, APPROVAL, {CALLED_OFF_BY: [fixed("hodan")]}, audience=CENTRE)
    yield vector("called_off", "held back", erasing(*both, off), *both, off)
    yield vector("called_off_has_not_come", "held back", erasing(*both, off), *both)
    yield vector("called_off_unseen", "counts", erasing(*both), *both, off)
    done = whole("lucia", ERASURE, APPROVAL, {CARRIED_OUT_BY: [fixed("lucia")]}, audience=CENTRE)
    yield vector(
        "called_off_after_it_was_done", "counts", erasing(*both, off, done), *both, off, done
    )


def what_a_partner_wrote() -> Iterator[tuple[str, Vector]]:
    wrote, about = fixed("inbound"), fixed("asked")

    def asked(by: str, what: bytes = wrote, said: str = "") -> bytes:
        fields = {0: [True], INBOUND_ID: [what], ASKED_BY: [fixed(said or by)]}
        return whole(by, ASKED, about, fields, audience=CENTRE)

    def forgetting(by: str, *named: bytes) -> bytes:
        deps = [[ASKED, about, sorted(map(commit_id, named))]] if named else []
        audience = fixed("case team")
        return whole(by, INBOUND, wrote, {0: [False]}, audience=audience, deps=deps)

    hers = asked("amina")
    yield vector("forgotten_as_asked", "counts", forgetting("bo", hers), hers)
    yield vector("forgotten_alone", "held back", forgetting("bo"), hers)
    yield vector("forgotten_by_who_asked", "held back", forgetting("amina", hers), hers)
    pretended = asked("bo", said="amina")
    yield vector("forgotten_as_pretended", "held back", forgetting("bo", pretended), pretended)
    other = asked("amina", what=fixed("another"))
    yield vector("forgotten_instead_of_another", "held back", forgetting("bo", other), other)
    yield vector("forgotten_by_an_officer", "held back", forgetting("lucia", hers), hers)
    yield vector("forgotten_before_it_came", "held back", forgetting("bo", hers))
