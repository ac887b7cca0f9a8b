"""Answers on spaces: open one, and who may come into it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from caseworker.hub.admission import Signed
from caseworker.hub.answers import Answer, told
from caseworker.hub.hub import Hub
from caseworker.hub.limits import MAX_FILE, MAX_TALK, MAX_TOLD, MAX_WORDS, MAX_WORDS_KEPT
from caseworker.hub.ports import Refusal
from caseworker.hub.reading import (
    bad_request,
    body_of,
    bytes_of,
    fields_of,
    listed,
    number_of,
)
from caseworker.sync.membership_entry import KEY_SIZE, MAX_SIZE, space_of

_MOST_ROOTS = 8


async def hello(hub: Hub) -> Answer:
    """Say who this hub is; the nonce comes in a header, as with every answer."""
    limits = {"file": MAX_FILE, "talk": MAX_TALK}
    return told(hub=hub.public.hex(), version=1, limits=limits)


async def open_space(hub: Hub, request: Request, space: bytes) -> Answer:
    """Open a space with an invitation."""
    named, shown = fields_of(await body_of(request, MAX_TALK), "roots", "proof")
    roots = [bytes_of(each, KEY_SIZE) for each in listed(named, _MOST_ROOTS)]
    if not roots or len(set(roots)) < len(roots) or space_of(frozenset(roots)) != space:
        raise bad_request()
    proof = bytes_of(shown, 32)
    new = await run_in_threadpool(hub.store.open_space, space, roots, proof)
    return told(201 if new else 200)


async def bring_words(hub: Hub, request: Request, space: bytes) -> Answer:
    """Take in entries and passes; they prove themselves."""
    entries, passes = fields_of(await body_of(request, 8 * MAX_TALK), "entries", "passes")
    brought = [[_signed(each) for each in listed(all_, MAX_WORDS)] for all_ in (entries, passes)]
    async with hub.deciding:
        results = await run_in_threadpool(hub.gate.take_words, space, *brought)
    return told(results=results)


async def tell_words(hub: Hub, request: Request, space: bytes, _laptop: bytes) -> Answer:
    """Tell entries and passes, so that administrators can compare them with their log."""
    if set(request.query_params) - {"after"}:
        raise bad_request()
    after = number_of(request.query_params.get("after", "0"), MAX_WORDS_KEPT)
    entries, passes = await run_in_threadpool(hub.store.words, space, after, MAX_TOLD)
    return told(entries=_written(entries), passes=_written(passes))


def space_named(request: Request) -> bytes:
    """Return the space in the path.

    Raises:
        Refusal: `no-space`.
    """
    try:
        return bytes_of(request.path_params["space"], 16)
    except Refusal as refusal:
        raise Refusal(404, "no-space") from refusal


def _signed(value: object) -> Signed:
    signed, signature = [*listed(value, 2), None, None][:2]
    return bytes_of(signed, most=MAX_SIZE), bytes_of(signature, 64)


def _written(all_: list[Signed]) -> list[list[str]]:
    return [[signed.hex(), signature.hex()] for signed, signature in all_]
