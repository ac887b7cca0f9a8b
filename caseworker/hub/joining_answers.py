"""Answers to laptops that ask to be let into a space, and to those who look who asks."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from caseworker.hub.answers import Answer, told
from caseworker.hub.hub import Hub
from caseworker.hub.limits import MAX_REQUEST
from caseworker.hub.ports import Refusal
from caseworker.hub.reading import bad_request, body_of, bytes_of
from caseworker.sync import enrolment
from caseworker.sync.enrolment import NotReadable


async def ask(hub: Hub, request: Request, space: bytes) -> Answer:
    """Keep a request to join: it is signed by the keys that it names, so it needs no pass."""
    name = bytes_of(request.path_params["laptop"], 32)
    body = await body_of(request, MAX_REQUEST)
    try:
        read = enrolment.Request.from_bytes(body)
    except NotReadable as error:
        raise Refusal(422, "not-a-request") from error
    if read.space != space:
        raise Refusal(422, "foreign-space")
    if read.signing_key != name:
        raise Refusal(422, "bad-id")
    if name not in hub.gate.admitted(space):
        await run_in_threadpool(hub.store.keep_request, space, name, body)
    return told()


async def tell(hub: Hub, request: Request, space: bytes, _laptop: bytes) -> Answer:
    """Tell the requests of all that were not let in yet."""
    if request.query_params:
        raise bad_request()
    waiting = await run_in_threadpool(hub.store.requests, space)
    admitted = hub.gate.admitted(space)
    answered = [key for key in waiting if key in admitted]
    if answered:
        await run_in_threadpool(hub.store.drop_requests, space, answered)
    return told(requests=[each.hex() for key, each in waiting.items() if key not in admitted])


async def refuse(hub: Hub, request: Request, space: bytes, _laptop: bytes) -> Answer:
    """Drop a request that somebody of the space has looked at."""
    name = bytes_of(request.path_params["laptop"], 32)
    await run_in_threadpool(hub.store.drop_requests, space, [name])
    return told()
