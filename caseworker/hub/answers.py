"""Every answer is signed with the hub's key, so that nobody else's is taken for it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.responses import Response

from caseworker.hub.ports import Refusal, StorageAway
from caseworker.sync.hub_signing import (
    ANSWER_HEADER,
    GENERATION_HEADER,
    NONCE_HEADER,
    answer_message,
    digest,
)

JSON = "application/json"
BYTES = "application/octet-stream"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is answered, before it is signed."""

    status: int = 200
    body: bytes = b""
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    total: int | None = None
    """Size of the whole, where the body is a part of it."""
    index: int = 0
    """How many bytes of the body are signed, where they tell the hashes of the rest."""


def told(status: int = 200, **fields: object) -> Answer:
    """Return an answer of named values."""
    body = json.dumps(fields, separators=(",", ":")).encode()
    return Answer(status=status, body=body)


def refused(error: Refusal | StorageAway) -> Answer:
    """Return the answer for what cannot be done."""
    if isinstance(error, StorageAway):
        return Answer(status=503, body=b'{"error":"storage-away"}', headers={"Retry-After": "5"})
    fields = dict(error.told)
    seconds = fields.pop("seconds", None)
    answer = told(error.status, error=error.error, **fields)
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    return Answer(status=answer.status, body=answer.body, headers=headers)


def signed(
    answer: Answer,
    key: Ed25519PrivateKey,
    asked: tuple[bytes, str, str],
    nonce: bytes,
    generation: bytes,
) -> Response:
    """Return the answer as it travels.

    *asked* is the signature or challenge of its request, its method and its target.
    """
    signature, method, target = asked
    body = answer.body[: answer.index] if answer.index else answer.body
    total = len(body) if answer.total is None else answer.total
    message = answer_message(
        asked=signature, method=method, target=target,
        status=answer.status, nonce=nonce, generation=generation, total=total,
        body=digest(body),
    )  # fmt: skip
    headers = {
        **answer.headers,
        NONCE_HEADER: nonce.hex(),
        GENERATION_HEADER: generation.hex(),
        ANSWER_HEADER: key.sign(message).hex(),
        "Cache-Control": "no-store",
    }
    return Response(answer.body, answer.status, headers, answer.kind)
