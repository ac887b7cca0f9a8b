"""Answers on batches and chunks: put, list, get, and which are lacking."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from caseworker.hub.answers import BYTES, Answer, told
from caseworker.hub.checking import check
from caseworker.hub.hub import Hub
from caseworker.hub.limits import MAX_FILE, MAX_IDS, MAX_LISTED, MAX_TALK, MEBIBYTE
from caseworker.hub.ports import Kept, Refusal
from caseworker.hub.reading import (
    bad_request,
    body_of,
    brought_span,
    bytes_of,
    fields_of,
    listed,
    number_of,
    wanted_span,
)
from caseworker.sync.hub_signing import GENERATION_SIZE

_DEFAULT_LISTED = 200


async def put(hub: Hub, request: Request, space: bytes, laptop: bytes, kept: Kept) -> Answer:
    """Keep a batch or chunk, whole or in parts."""
    name = bytes_of(request.path_params["name"], 32)
    if int(request.headers.get("content-length", 0) or 0) > MEBIBYTE:
        async with hub.large:
            return await _put(hub, request, space, laptop, kept, name)
    return await _put(hub, request, space, laptop, kept, name)


async def _put(
    hub: Hub, request: Request, space: bytes, laptop: bytes, kept: Kept, name: bytes
) -> Answer:
    body = await body_of(request, MAX_FILE)
    known = hub.gate.admission(space).known
    span = request.headers.get("content-range")

    def keep(whole: bytes) -> Answer:
        check(kept, space, name, whole, known)
        return _keep(hub, kept, space, name, whole)

    if span is None:
        # Hashing and verifying leave the processor to other requests.
        return await run_in_threadpool(keep, body)
    start, size = brought_span(span, len(body))

    def act() -> Answer:
        if hub.store.has(kept, space, name):
            return told(200)
        here = hub.store.add_part(kept, space, name, laptop, start, body, size)
        if here < size:
            return told(202, received=here)
        try:
            return keep(hub.store.uploaded(kept, space, name, laptop))
        finally:
            hub.store.forget_upload(kept, space, name, laptop)

    return await run_in_threadpool(act)


def _keep(hub: Hub, kept: Kept, space: bytes, name: bytes, content: bytes) -> Answer:
    new = hub.store.keep(kept, space, name, content)
    if new:
        hub.count_kept(kept, content)
    return told(201 if new else 200)


async def get(hub: Hub, request: Request, space: bytes, _laptop: bytes, kept: Kept) -> Answer:
    """Return a batch or chunk, or a part of it."""
    name = bytes_of(request.path_params["name"], 32)
    content = await run_in_threadpool(hub.store.read, kept, space, name)
    if content is None:
        raise Refusal(404, "not-here")
    span = wanted_span(request.headers.get("range"), len(content))
    if span is None:
        return Answer(body=content, kind=BYTES)
    start, end = span
    place = {"Content-Range": f"bytes {start}-{end - 1}/{len(content)}"}
    return Answer(
        status=206, body=content[start:end], kind=BYTES, headers=place, total=len(content)
    )


async def lacking(hub: Hub, request: Request, space: bytes, _laptop: bytes, kept: Kept) -> Answer:
    """Return which of the named ones never were here."""
    (ids,) = fields_of(await body_of(request, MAX_TALK), "ids")
    names = [bytes_of(each, 32) for each in listed(ids, MAX_IDS)]
    missing = await run_in_threadpool(hub.store.lacking, kept, space, names)
    return told(lacking=[each.hex() for each in missing])


async def list_batches(hub: Hub, request: Request, space: bytes, laptop: bytes) -> Answer:
    """Return batches after a cursor; giving it back acknowledges all before it."""
    generation = await hub.look_at_generation()
    cursor = request.query_params.get("after", "")
    most = number_of(request.query_params.get("limit", str(_DEFAULT_LISTED)), MAX_LISTED)
    if set(request.query_params) - {"after", "limit"} or most == 0:
        raise bad_request()
    after = await run_in_threadpool(_after, hub, space, cursor)
    hub.note(space, laptop, after)
    found = await run_in_threadpool(hub.store.listed, space, after, most)
    if found:
        cursor = f"{generation.hex()}.{found[-1].number}"
    return told(batches=[{"id": each.id.hex(), "size": each.size} for each in found], cursor=cursor)


def _after(hub: Hub, space: bytes, cursor: str) -> int:
    if not cursor:
        return 0
    generation, dot, number = cursor.partition(".")
    if not dot:
        raise bad_request()
    after = number_of(number, 10**12 - 1)
    if after > hub.store.reached(space, bytes_of(generation, GENERATION_SIZE)):
        raise Refusal(410, "forgotten")
    return after
