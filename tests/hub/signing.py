"""Requests signed by hand, for what the carrier would never ask."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import requests
import requests.auth
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.sync.hub_connection import HubAddress
from caseworker.sync.hub_signing import Authorization, digest, request_message


def nonce_of(hub: HubAddress) -> bytes:
    return bytes.fromhex(httpx.get(f"{hub.origin}/1/hello").headers["Caseworker-Nonce"])


def header(
    hub: HubAddress,
    space: bytes,
    key: Ed25519PrivateKey,
    method: str,
    target: str,
    body: bytes = b"",
    *,
    nonce: bytes,
    span: str = "",
    origin: str = "",
    hub_key: bytes = b"",
) -> str:
    hashed = digest(body)
    message = request_message(
        hub=hub_key or hub.key,
        origin=origin or hub.origin,
        nonce=nonce,
        method=method,
        target=target,
        span=span,
        body=hashed,
    )
    return Authorization(
        space=space, key=key.public_key().public_bytes_raw(), nonce=nonce, body=hashed,
        signature=key.sign(message),
    ).to_header()  # fmt: skip


class Signed(requests.auth.AuthBase):
    """Signs whatever is about to be sent."""

    def __init__(self, hub: HubAddress, space: bytes, key: Ed25519PrivateKey) -> None:
        self.hub = hub
        self.space = space
        self.key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        url = urlsplit(request.url or "")
        target = url.path + (f"?{url.query}" if url.query else "")
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        assert isinstance(body, bytes)
        span = request.headers.get("Content-Range") or request.headers.get("Range") or ""
        span = span if isinstance(span, str) else span.decode("latin-1")
        request.headers["Authorization"] = header(
            self.hub, self.space, self.key, request.method or "", target, body,
            nonce=nonce_of(self.hub), span=span,
        )  # fmt: skip
        return request
