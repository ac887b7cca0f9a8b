"""What a request says, read strictly and within bounds."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from starlette.requests import ClientDisconnect, Request

from caseworker.hub.gate import Asked
from caseworker.hub.limits import MAX_FILE
from caseworker.hub.ports import Refusal
from caseworker.sync.hub_signing import (
    CHALLENGE_HEADER,
    NONCE_SIZE,
    Authorization,
    digest,
)

BODY_SECONDS = 300
"""How long a body may take: a part of 64 KiB at 2G takes one minute."""
_HEX = re.compile(r"[0-9a-f]*")
_SPAN = re.compile(r"bytes=(\d{1,9})-(\d{1,9})")
_CONTENT_SPAN = re.compile(r"bytes (\d{1,9})-(\d{1,9})/(\d{1,9})")


def bad_request() -> Refusal:
    """Return the refusal of what is not as hub-api.md says."""
    return Refusal(400, "bad-request")


def asked_with(request: Request) -> tuple[bytes, str, str]:
    """Return what the answer has to be bound to: signature or challenge, method, target."""
    authorization = Authorization.from_header(request.headers.get("authorization", ""))
    if authorization is not None:
        return authorization.signature, request.method, _target(request)
    challenge = request.headers.get(CHALLENGE_HEADER, "")
    fits = len(challenge) == 2 * NONCE_SIZE and _HEX.fullmatch(challenge)
    return bytes.fromhex(challenge) if fits else b"", request.method, _target(request)


def address_of(request: Request) -> str:
    """Return from where a request came."""
    return request.client.host if request.client else ""


def as_asked(request: Request, origins: tuple[str, ...]) -> Asked:
    """Return a request as far as it is signed."""
    host = request.headers.get("host", "")
    headers = request.headers
    return Asked(
        authorization=Authorization.from_header(headers.get("authorization", "")),
        address=address_of(request),
        # A proxy may have done the TLS, so both; the likelier first, for each costs a check.
        origins=origins or tuple(f"{each}://{host}" for each in _schemes(request)),
        method=request.method,
        target=_target(request),
        span=headers.get("content-range") or headers.get("range") or "",
    )


def _target(request: Request) -> str:
    query = request.scope["query_string"]
    target: bytes = request.scope["raw_path"] + (b"?" + query if query else b"")
    return target.decode("latin-1")


def _schemes(request: Request) -> tuple[str, str]:
    return ("https", "http") if request.url.scheme == "https" else ("http", "https")


async def body_of(request: Request, most: int) -> bytes:
    """Return the body, of at most *most* bytes, that the signature was for.

    Raises:
        Refusal: `too-large`, `too-slow`, `bad-body`, `bad-request`.
    """
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or len(declared) > 12:
        raise bad_request()
    if int(declared) > most:
        raise Refusal(413, "too-large")
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise Refusal(413, "too-large")
                parts.append(part)
    except TimeoutError as error:
        raise Refusal(408, "too-slow") from error
    except ClientDisconnect as error:
        raise bad_request() from error
    body = b"".join(parts)
    authorization = Authorization.from_header(request.headers.get("authorization", ""))
    if authorization is not None and digest(body) != authorization.body:
        raise Refusal(400, "bad-body")
    return body


def bytes_of(value: object, size: int | None = None, most: int | None = None) -> bytes:
    """Return the bytes of lower-case hexadecimal.

    Raises:
        Refusal: `bad-request`.
    """
    if not isinstance(value, str) or not _HEX.fullmatch(value) or len(value) % 2:
        raise bad_request()
    read = bytes.fromhex(value)
    if (size is not None and len(read) != size) or (most is not None and len(read) > most):
        raise bad_request()
    return read


def fields_of(body: bytes, *names: str) -> list[Any]:
    """Return the lists and texts that a JSON object has under exactly these names.

    Raises:
        Refusal: `bad-request`.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise bad_request() from error
    if not isinstance(told, dict) or set(told) != set(names):
        raise bad_request()
    return [told[name] for name in names]


def listed(value: object, most: int) -> list[Any]:
    """Return a list of at most *most* things.

    Raises:
        Refusal: `bad-request`.
    """
    if not isinstance(value, list) or len(value) > most:
        raise bad_request()
    return value


def number_of(value: str, most: int) -> int:
    """Return a whole number from 0 to *most*.

    Raises:
        Refusal: `bad-request`.
    """
    if not (value.isascii() and value.isdecimal()) or len(value) > 12 or int(value) > most:
        raise bad_request()
    return int(value)


def wanted_span(header: str | None, size: int) -> tuple[int, int] | None:
    """Return where a part begins and ends (exclusive), or None for the whole.

    Raises:
        Refusal: `bad-range`.
    """
    if header is None:
        return None
    span = _SPAN.fullmatch(header)
    if span is None or int(span[1]) > int(span[2]) or int(span[1]) >= size:
        raise Refusal(416, "bad-range", size=size)
    return int(span[1]), min(int(span[2]) + 1, size)


def brought_span(header: str, length: int) -> tuple[int, int]:
    """Return where a part that is brought begins, and the size of the whole.

    Raises:
        Refusal: `bad-request`, `too-large`.
    """
    span = _CONTENT_SPAN.fullmatch(header)
    if span is None:
        raise bad_request()
    start, last, size = int(span[1]), int(span[2]), int(span[3])
    if size > MAX_FILE:
        raise Refusal(413, "too-large")
    if last + 1 - start != length or last >= size:
        raise bad_request()
    return start, size
