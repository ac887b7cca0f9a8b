"""The hub as an ASGI application: which request goes where (docs/formats/hub-api.md)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from caseworker.hub import file_answers, joining_answers, many_answers, space_answers
from caseworker.hub.answers import Answer, refused, signed
from caseworker.hub.hub import Hub
from caseworker.hub.ports import Kept, Refusal, StorageAway
from caseworker.hub.reading import address_of, as_asked, asked_with

Act = Callable[[Request], Awaitable[Answer]]
_SPACE = "/1/spaces/{space}"


def application(hub: Hub) -> Starlette:
    """Return the application that laptops speak to."""
    description = (files("caseworker.hub") / "openapi.json").read_bytes()

    async def hello(_: Request) -> Answer:
        return await space_answers.hello(hub)

    async def describe(_: Request) -> Answer:
        return Answer(body=description)

    def laptops(act: Callable[..., Awaitable[Answer]], **named: Kept) -> Act:
        return partial(_let_in, hub, partial(act, **named))

    async def opened(request: Request) -> Answer:
        return await space_answers.open_space(hub, request, space_answers.space_named(request))

    async def brought(request: Request) -> Answer:
        return await space_answers.bring_words(hub, request, await _space(hub, request))

    async def asked(request: Request) -> Answer:
        return await joining_answers.ask(hub, request, await _space(hub, request))

    routes = [
        Route("/health", partial(health, hub)),
        _route(hub, "/1/hello", GET=_stranger(hub, hello)),
        _route(hub, "/1/openapi.json", GET=_stranger(hub, describe)),
        _route(hub, _SPACE, PUT=_stranger(hub, opened)),
        _route(
            hub,
            f"{_SPACE}/who",
            GET=laptops(space_answers.tell_words),
            POST=_stranger(hub, brought),
        ),
        _route(hub, f"{_SPACE}/requests", GET=laptops(joining_answers.tell)),
        _route(
            hub,
            f"{_SPACE}/requests/{{laptop}}",
            PUT=_stranger(hub, asked),
            DELETE=laptops(joining_answers.refuse),
        ),
        _route(
            hub,
            f"{_SPACE}/batches",
            GET=laptops(file_answers.list_batches),
            POST=laptops(many_answers.put),
        ),
        _route(hub, f"{_SPACE}/batches/fetch", POST=laptops(many_answers.fetch)),
    ]
    for kept, folder in ((Kept.BATCH, "batches"), (Kept.CHUNK, "chunks")):
        of = f"{_SPACE}/{folder}"
        put, get = (laptops(act, kept=kept) for act in (file_answers.put, file_answers.get))
        routes += [
            _route(hub, f"{of}/lacking", POST=laptops(file_answers.lacking, kept=kept)),
            _route(hub, f"{of}/{{name}}", GET=get, PUT=put),
        ]
    elsewhere = partial(_elsewhere, hub)
    return Starlette(
        routes=routes,
        lifespan=partial(_beside, hub),
        exception_handlers={HTTPException: elsewhere, 500: elsewhere},
    )


async def health(hub: Hub, _: Request) -> Response:
    """Say whether the hub and its database work."""
    try:
        await hub.look_at_generation()
    except StorageAway:
        return PlainTextResponse("storage away\n", 503)
    return PlainTextResponse("ok\n")


@asynccontextmanager
async def _beside(hub: Hub, _: Starlette) -> AsyncIterator[None]:
    work = asyncio.create_task(hub.work_beside())
    try:
        yield
    finally:
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        with suppress(StorageAway):
            await run_in_threadpool(hub.write_notes)


def _route(hub: Hub, path: str, **acts: Act) -> Route:
    async def answer(request: Request) -> Response:
        act = acts.get(request.method)
        try:
            if act is None:
                raise Refusal(405, "no-such-act")
            return _signed(hub, request, await act(request))
        except (Refusal, StorageAway) as error:
            return _signed(hub, request, refused(error))

    return Route(path, answer, methods=list(acts))


def _stranger(hub: Hub, act: Act) -> Act:
    async def counted(request: Request) -> Answer:
        hub.gate.pass_stranger(address_of(request))
        return await act(request)

    return counted


async def _let_in(hub: Hub, act: Callable[..., Awaitable[Answer]], request: Request) -> Answer:
    space = await _space(hub, request)
    laptop = hub.gate.pass_laptop(as_asked(request, hub.limits.origins), space)
    hub.note(space, laptop)
    return await act(hub, request, space, laptop)


async def _space(hub: Hub, request: Request) -> bytes:
    space = space_answers.space_named(request)
    if not hub.gate.remembers(space):
        try:
            await run_in_threadpool(hub.gate.admission, space)
        except Refusal:
            hub.gate.pass_stranger(address_of(request))
            raise
    return space


def _signed(hub: Hub, request: Request, answer: Answer) -> Response:
    hub.counted[f"answers_{answer.status}"] += 1
    nonce = hub.gate.nonces.issue()
    return signed(answer, hub.key, asked_with(request), nonce, hub.generation)


async def _elsewhere(hub: Hub, request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    word = {404: "no-such-thing", 405: "no-such-act"}.get(status, "fault")
    answer = refused(Refusal(status, word))
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return _signed(hub, request, answer)
