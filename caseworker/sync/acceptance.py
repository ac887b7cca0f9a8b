"""Which commits count: derived from membership, so that a late revocation reaches back.

Nothing is binned. What is quarantined is kept and passed on, an administrator can release it, and
what it says of somebody's safety reaches a supervisor all the same (`held_back`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from caseworker.sync.agreement import Agreement, RolesOf
from caseworker.sync.chains import Kept, on_chains
from caseworker.sync.circles import HANDING_IN, RECORD
from caseworker.sync.commits import Commit, CommitId, united
from caseworker.sync.membership import Member, Members
from caseworker.sync.proven_acts import ProvenActs

SignedBy = Callable[[Commit, bytes, bytes], bool]
"""Takes a commit, a device key and a person key, and returns whether both signed it."""


class Reason(Enum):
    """Why a commit does not count."""

    NOT_A_MEMBER = "not a member"
    """Person or laptop is not in the log, or not yet."""
    NOT_SIGNED = "not signed by both"
    NOT_IN_AUDIENCE = "not in the audience"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    """The revocation is disputed or incomplete: a root or the next exchange decides."""
    NOT_AGREED = "erases what two people have to agree to"
    """Nobody else agreed, or what shows it has not come yet."""
    NOT_PROVEN = "joins or closes records without proof"
    """Whoever wrote it has not the role for it, or nobody else asked."""
    RELIES_ON_QUARANTINED = "relies on what does not count"


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """Every commit is in exactly one of the two."""

    accepted: frozenset[CommitId]
    quarantined: Mapping[CommitId, Reason]


def judge(
    commits: Iterable[Commit],
    members: Members,
    signed_by: SignedBy,
    agreement: Agreement | None = None,
    acts: ProvenActs | None = None,
) -> Acceptance:
    """Return which commits count under what the membership log says.

    *agreement* tells what is erased by two people only, *acts* what else has to be proven.
    """
    known = united(commits)
    still_kept = _KeptCommits(known, members)
    found: dict[CommitId, Reason] = {}
    for commit in known.values():
        reason = _reason(commit, members, signed_by, still_kept)
        if reason is None and commit.id not in members.released_by_roots:
            reason = _unproven(commit, known, agreement, acts, members.past.roles)
        if reason is not None:
            found[commit.id] = reason
    _add_dependants(known, members.released, found)
    return Acceptance(accepted=frozenset(known.keys() - found.keys()), quarantined=found)


class _KeptCommits:
    """What revocations keep, worked out once for each ended key."""

    def __init__(self, known: Mapping[CommitId, Commit], members: Members) -> None:
        self._known = known
        self._kept = {
            subject_and_key: (self._on_all(ended.kept), self._on_all(ended.kept_in_doubt))
            for subject_and_key, ended in members.ended.items()
        }

    def _on_all(self, kept: Iterable[Iterable[Kept]]) -> list[frozenset[CommitId]]:
        return [on_chains(ends, self._known, lambda each: each.previous) for ends in kept]

    def reason_against(self, commit: Commit, subject: bytes, key: bytes) -> Reason | None:
        certain, in_doubt = self._kept.get((subject, key), ([], []))
        if not all(commit.id in on for on in certain):
            return Reason.REVOKED
        return None if all(commit.id in on for on in in_doubt) else Reason.SUSPENDED


def _reason(
    commit: Commit, members: Members, signed_by: SignedBy, still_kept: _KeptCommits
) -> Reason | None:
    device = members.devices.get(commit.device)
    person = members.people.get(commit.person)
    if device is None or person is None:
        return Reason.NOT_A_MEMBER
    keys = _keys(commit, device, person, signed_by)
    if keys is None:
        return Reason.NOT_SIGNED
    audience = members.audiences.get(commit.audience)
    # Of records and of what is handed in, the log knows only from when on they were narrowed.
    narrowed = audience is not None and audience.names & {RECORD, HANDING_IN}
    if audience is not None and not narrowed and commit.person not in audience.ever:
        return Reason.NOT_IN_AUDIENCE
    if commit.id in members.released:
        return None
    return still_kept.reason_against(commit, commit.device, keys[0]) or still_kept.reason_against(
        commit, commit.person, keys[1]
    )


def _unproven(
    commit: Commit,
    known: Mapping[CommitId, Commit],
    agreement: Agreement | None,
    acts: ProvenActs | None,
    roles: RolesOf,
) -> Reason | None:
    if (
        agreement is not None
        and agreement.erases_what_two_agree_to(commit)
        and not agreement.stands_behind(commit, known, roles)
    ):
        return Reason.NOT_AGREED
    if acts is not None and acts.concern(commit) and not acts.stand(commit, known, roles):
        return Reason.NOT_PROVEN
    return None


def _keys(
    commit: Commit, device: Member, person: Member, signed_by: SignedBy
) -> tuple[bytes, bytes] | None:
    pairs = ((one, other) for one in sorted(device.keys) for other in sorted(person.keys))
    return next((pair for pair in pairs if signed_by(commit, *pair)), None)


def _add_dependants(
    known: Mapping[CommitId, Commit],
    released: frozenset[bytes],
    found: dict[CommitId, Reason],
) -> None:
    moved = True
    while moved:
        dependants = [
            commit.id
            for commit in known.values()
            if not {commit.id} & (found.keys() | released) and commit.relied_on & found.keys()
        ]
        found |= dict.fromkeys(dependants, Reason.RELIES_ON_QUARANTINED)
        moved = bool(dependants)
