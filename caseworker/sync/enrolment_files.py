"""Invitations and requests on a stick: where they lie, how they are found, and when they go.

Both lie in the folder of their space (`folder_carrier`). Their names and contents name nobody. A
stick carries one invitation of a space at a time, so that a new laptop cannot take another's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from caseworker.errors import CarrierReadOnly
from caseworker.sync.enrolment import Invitation, NotReadable, Request
from caseworker.sync.folder_carrier import TOP, FolderCarrier

INVITATION = "next.invitation"
_REQUEST = ".request"
_MOST = 65_536


def write_invitation(place: Path, invitation: Invitation) -> None:
    """Write *invitation* to the stick at *place*, instead of the one that lies there.

    Raises:
        CarrierError: it could not be written.
    """
    FolderCarrier(place, invitation.space).write(INVITATION, invitation.to_bytes())


def find_invitations(place: Path) -> list[Invitation]:
    """Return the invitations on the stick at *place*, one of each space that invites there."""
    return [
        invitation
        for folder in _folders(place / TOP)
        if (invitation := _invitation_in(folder)) is not None
    ]


def drop_invitation(place: Path, invitation: Invitation) -> None:
    """Take an invitation that was followed from the stick, unless another has its place."""
    path = FolderCarrier(place, invitation.space).folder / INVITATION
    if _invitation_in(path.parent) == invitation:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def write_request(place: Path, request: Request, signed: bytes) -> None:
    """Write a *signed* request to the stick at *place*.

    Raises:
        CarrierError: it could not be written.
    """
    FolderCarrier(place, request.space).write(_name_of(request), signed)


def find_requests(place: Path, space: bytes) -> list[Request]:
    """Return the requests to join *space* on the stick at *place*; what is none is passed over."""
    folder = FolderCarrier(place, space).folder
    found = []
    for path in _files(folder):
        if path.name.endswith(_REQUEST):
            with suppress(NotReadable, OSError):
                request = Request.from_bytes(_start_of(path))
                if request.space == space:
                    found.append(request)
    return found


def drop_request(place: Path, request: Request) -> None:
    """Take a request that was answered from the stick.

    Raises:
        CarrierReadOnly: it could not be taken away.
    """
    try:
        (FolderCarrier(place, request.space).folder / _name_of(request)).unlink(missing_ok=True)
    except OSError as error:
        raise CarrierReadOnly from error


def _name_of(request: Request) -> str:
    return f"{request.device.hex()}{_REQUEST}"


def _invitation_in(folder: Path) -> Invitation | None:
    try:
        invitation = Invitation.from_bytes(_start_of(folder / INVITATION))
    except (NotReadable, OSError):
        return None
    # Copied into the folder of another space, it would be answered where nobody looks.
    return invitation if invitation.space.hex() == folder.name else None


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST + 1)


def _folders(top: Path) -> Iterator[Path]:
    yield from (each for each in _listed(top) if each.is_dir() and not each.is_symlink())


def _files(folder: Path) -> Iterator[Path]:
    yield from (each for each in _listed(folder) if each.is_file() and not each.is_symlink())


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
