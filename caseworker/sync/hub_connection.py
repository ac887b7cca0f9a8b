"""Signed requests to one hub, and answers that are believed only when it signed them.

Networks here are slow, break off, and put sign-in pages in the way. Each request is tried several
times, with pauses that grow and differ; every request of the hub's interface may be repeated.
"""

from __future__ import annotations

import json
import random
import secrets
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.errors import (
    CarrierAway,
    CarrierBehindProxy,
    CarrierFull,
    CarrierLacks,
    CarrierNotTheHub,
    CarrierRefuses,
    CarrierSendsTooMuch,
)
from caseworker.sync.hub_patience import Patience
from caseworker.sync.hub_signing import (
    ANSWER_HEADER,
    CHALLENGE_HEADER,
    GENERATION_HEADER,
    GENERATION_SIZE,
    NONCE_HEADER,
    NONCE_SIZE,
    Authorization,
    answer_message,
    digest,
    fits,
    request_message,
)

TRIES = 6
MOST_PAUSE_SECONDS = 30.0
_FIRST_PAUSE_SECONDS = 0.5
_LEAST_HEARD = 64 * 1024
MOST_TALK = 8 * 1024 * 1024
"""Bytes of an answer that is no file; 200 entries and passes are the longest."""
T = TypeVar("T")
_TIMEOUT = httpx.Timeout(60.0, connect=15.0)
_HUB_BEHIND_PROXY_IS_AWAY = {502, 503, 504}
_PROXY_WANTS_PASSWORD = 407
_ASKED_AGAIN = {"bad-nonce", "bad-body"}
"""Too old, or of a hub that was started again; not what was sent. The answer brings a new nonce."""


def _client() -> httpx.Client:
    """Return a client that goes by the proxy of the system, where one is set."""
    return httpx.Client(timeout=_TIMEOUT, follow_redirects=False)


def _as_it_is(told: Any) -> Any:
    return told


@dataclass(frozen=True, kw_only=True)
class HubAddress:
    """Where a hub is, and the key by which it is known."""

    origin: str
    """`https://hub.example.org`, without a path."""
    key: bytes
    """Its public key; told with the invitation to the space."""


@dataclass(frozen=True, kw_only=True)
class HubAnswer:
    """An answer that the hub signed."""

    status: int
    body: bytes
    generation: bytes
    total: int
    """Size of the whole, where the body is a part."""
    wait: float
    """For how many seconds it asks to be left alone."""
    broke_off: bool = False
    """Whether only its beginning came."""

    def told(self, name: str, read: Callable[[Any], T] = _as_it_is) -> T:
        """Return what *read* makes of what a JSON answer has under *name*; of None without it.

        Raises:
            CarrierRefuses: the answer is not as the interface says; the hub is another version, or
                not honest.
        """
        try:
            told = json.loads(self.body)
            return read(told.get(name) if isinstance(told, dict) else None)
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise CarrierRefuses from error


class HubConnection:
    """One laptop's way to one hub. Not for several threads at once."""

    def __init__(
        self,
        address: HubAddress,
        space: bytes,
        laptop: Ed25519PrivateKey,
        *,
        pause: Callable[[float], None] | None = None,
        make_client: Callable[[], httpx.Client] = _client,
        wants_stop: Callable[[], bool] | None = None,
    ) -> None:
        """Be *laptop*'s way to the hub at *address*; *wants_stop* is looked at all the while."""
        self._address = address
        self._space = space
        self._laptop = laptop
        self._patience = Patience(wants_stop)
        self._pause = pause or self._patience.pause
        self._make_client = make_client
        self._client: httpx.Client | None = None
        self._nonce: bytes | None = None
        self.path = f"/1/spaces/{space.hex()}"

    def close(self) -> None:
        """Let the connection go."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        span: str = "",
        signed: bool = True,
        tries: int = TRIES,
        index: int = 0,
        most: int = MOST_TALK,
    ) -> HubAnswer:
        """Return the hub's answer, also where it refuses what was asked.

        No more than *most* bytes of it are listened to, and no less than an error has.

        Where an answer begins with an *index* of so many bytes, what came behind it before the
        line broke is returned as well: the index tells what of it is whole.

        Raises:
            CarrierAway: nobody answered, however often it was tried.
            CarrierNotTheHub: somebody else answered.
            CarrierSendsTooMuch: the answer did not end where it had to.
            CarrierStopped: it was not to be waited for.
        """
        most = max(most, _LEAST_HEARD)
        failed: CarrierAway | CarrierNotTheHub = CarrierAway()
        for attempt in range(tries):
            if attempt:
                self._pause(_pause_before(attempt))
            try:
                answer = self._once(
                    method, target, body, span, signed=signed, index=index, most=most
                )
            except (CarrierAway, CarrierNotTheHub) as error:
                failed = error
                if isinstance(error, CarrierBehindProxy):
                    # It asks for the same in a minute as now.
                    raise
                # What else comes on this line may belong to another request.
                self.close()
                continue
            if answer.broke_off:
                self.close()
            if answer.status in (400, 401) and answer.told("error") in _ASKED_AGAIN:
                failed = CarrierAway()
                continue
            if answer.status in (408, 429, 503):
                failed = CarrierAway()
                self._pause(min(answer.wait, MOST_PAUSE_SECONDS))
                continue
            return answer
        raise failed

    def done(self, answer: HubAnswer, *statuses: int) -> HubAnswer:
        """Return *answer* where its status is one of *statuses*.

        Raises:
            CarrierFull: the quota is used up.
            CarrierLacks: it has not what was asked for.
            CarrierRefuses: it does not take it, or not from this laptop.
        """
        if answer.status in statuses:
            return answer
        if answer.status == 507:
            raise CarrierFull
        if answer.status == 404 and answer.told("error") == "not-here":
            raise CarrierLacks
        raise CarrierRefuses

    def _open_client(self) -> httpx.Client:
        if self._client is None:
            try:
                self._client = self._make_client()
            except (ImportError, ValueError) as error:
                # Not past it: whoever set a proxy of another kind may hide behind it.
                raise CarrierBehindProxy from error
        return self._client

    def _once(
        self,
        method: str,
        target: str,
        body: bytes,
        span: str,
        *,
        signed: bool,
        index: int = 0,
        most: int = MOST_TALK,
    ) -> HubAnswer:
        headers = {"Accept-Encoding": "identity"}
        if span:
            headers["Content-Range" if method == "PUT" else "Range"] = span
        if signed:
            authorization = self._authorized(self._open_nonce(), method, target, body, span)
            headers["Authorization"] = authorization.to_header()
            asked = authorization.signature
        else:
            asked = secrets.token_bytes(NONCE_SIZE)
            headers[CHALLENGE_HEADER] = asked.hex()
        raw = self._sent(method, target, body, headers, index, most)
        return self._checked((asked, method, target), raw, index)

    def _open_nonce(self) -> bytes:
        """Return a nonce that was not used: of the last answer, or of a first one."""
        if self._nonce is None:
            self._once("GET", "/1/hello", b"", "", signed=False)
        nonce, self._nonce = self._nonce, None
        if nonce is None:
            raise CarrierNotTheHub
        return nonce

    def _authorized(
        self, nonce: bytes, method: str, target: str, body: bytes, span: str
    ) -> Authorization:
        hashed = digest(body)
        message = request_message(
            hub=self._address.key,
            origin=self._address.origin,
            nonce=nonce,
            method=method,
            target=target,
            span=span,
            body=hashed,
        )
        return Authorization(
            space=self._space,
            key=self._laptop.public_key().public_bytes_raw(),
            nonce=nonce,
            body=hashed,
            signature=self._laptop.sign(message),
        )

    def _sent(
        self,
        method: str,
        target: str,
        body: bytes,
        headers: dict[str, str],
        index: int,
        most: int,
    ) -> _Raw:
        url, client = self._address.origin + target, self._open_client()

        def send() -> _Raw:
            with client.stream(method, url, content=body, headers=headers) as response:
                content, broke_off = bytearray(), False
                try:
                    for piece in response.iter_raw():
                        content += piece
                        if len(content) > most:
                            # A hub signs its answers; what does not even pretend to is a page.
                            signed = ANSWER_HEADER in response.headers
                            raise CarrierSendsTooMuch if signed else CarrierNotTheHub
                except httpx.HTTPError:
                    if not index or response.status_code != 200 or len(content) <= index:
                        raise
                    broke_off = True
                return _Raw(response.status_code, response.headers, bytes(content), broke_off)

        try:
            return self._patience.wait_for(send)
        except httpx.ProxyError as error:
            raise _why_not(error) from error
        except httpx.HTTPError as error:
            # A sign-in page that holds another's certificate; a wrong clock looks the same.
            raise (CarrierNotTheHub if _is_about_certificate(error) else CarrierAway) from error

    def _checked(self, asked: tuple[bytes, str, str], raw: _Raw, index: int) -> HubAnswer:
        nonce = _bytes(raw.headers.get(NONCE_HEADER), NONCE_SIZE)
        generation = _bytes(raw.headers.get(GENERATION_HEADER), GENERATION_SIZE)
        signature = _bytes(raw.headers.get(ANSWER_HEADER), 64)
        told = raw.body[:index] if index and raw.status == 200 else raw.body
        total = len(told) if raw.status != 206 else _total(raw.headers.get("content-range"))
        message = answer_message(
            asked=asked[0],
            method=asked[1],
            target=asked[2],
            status=raw.status,
            nonce=nonce,
            generation=generation,
            total=total,
            body=digest(told),
        )
        if not fits(self._address.key, signature, message):
            if raw.status in _HUB_BEHIND_PROXY_IS_AWAY:
                raise CarrierAway
            raise CarrierBehindProxy if raw.status == _PROXY_WANTS_PASSWORD else CarrierNotTheHub
        self._nonce = nonce
        waits = raw.headers.get("retry-after", "0")
        return HubAnswer(
            status=raw.status,
            body=raw.body,
            generation=generation,
            total=total,
            wait=float(waits) if waits.isdecimal() and len(waits) < 6 else 0.0,
            broke_off=raw.broke_off,
        )


@dataclass(frozen=True)
class _Raw:
    status: int
    headers: httpx.Headers
    body: bytes
    broke_off: bool


def _why_not(error: httpx.ProxyError) -> CarrierAway | CarrierNotTheHub:
    """Return what a proxy meant that did not open the way; it begins with a status."""
    status = str(error).partition(" ")[0]
    if status == str(_PROXY_WANTS_PASSWORD):
        return CarrierBehindProxy()
    away = status.isdecimal() and int(status) in _HUB_BEHIND_PROXY_IS_AWAY
    return CarrierAway() if away else CarrierNotTheHub()


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _pause_before(attempt: int) -> float:
    """Return a pause that grows and is never the same on two laptops."""
    most = min(MOST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2.0**attempt)
    return most * (0.5 + random.random() / 2)  # noqa: S311  only to come at different times


def _bytes(value: str | None, size: int) -> bytes:
    try:
        read = bytes.fromhex(value or "")
    except ValueError:
        return bytes(size)
    return read if len(read) == size else bytes(size)


def _total(span: str | None) -> int:
    total = (span or "").rpartition("/")[2]
    return int(total) if total.isdecimal() and len(total) < 12 else 0
