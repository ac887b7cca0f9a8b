"""Answers on many batches at once (docs/formats/hub-api.md, "Many at once")."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from caseworker.hub.answers import BYTES, Answer, told
from caseworker.hub.checking import check_batch
from caseworker.hub.hub import Hub
from caseworker.hub.limits import MAX_TALK
from caseworker.hub.ports import Kept, Outcome, Refusal
from caseworker.hub.reading import bad_request, body_of, bytes_of, fields_of, listed
from caseworker.sync.many_batches import (
    MOST_BATCHES,
    MOST_BODY,
    MOST_BYTES,
    NotParted,
    answer_of,
    index_length,
    parted,
)


async def put(hub: Hub, request: Request, space: bytes, laptop: bytes) -> Answer:
    """Keep many batches, each judged by itself."""
    body = await body_of(request, MOST_BODY)
    try:
        batches = parted(body)
    except NotParted as error:
        raise bad_request() from error
    hub.gate.count_more(space, laptop, len(batches) - 1)
    known = hub.gate.admission(space).known
    # Hashing and verifying leave the processor to other requests.
    return told(results=await run_in_threadpool(_keep, hub, space, batches, known))


def _keep(
    hub: Hub, space: bytes, batches: list[bytes], laptops: Mapping[bytes, Collection[bytes]]
) -> list[str]:
    results, good = list[str](), list[tuple[bytes, bytes]]()
    for each in batches:
        try:
            name = check_batch(space, each, laptops)
        except Refusal as refusal:
            results.append(refusal.error)
        else:
            results.append("")
            good.append((name, each))
    outcomes = iter(hub.store.keep_batches(space, good) if good else ())
    for place, (result, content) in enumerate(zip(results, batches, strict=True)):
        if not result:
            outcome = next(outcomes)
            results[place] = outcome.value
            if outcome is Outcome.KEPT:
                hub.count_kept(Kept.BATCH, content)
    return results


async def fetch(hub: Hub, request: Request, space: bytes, _laptop: bytes) -> Answer:
    """Return many batches behind their index, as far as they fit."""
    ids, most = fields_of(await body_of(request, MAX_TALK), "ids", "most")
    names = [bytes_of(each, 32) for each in listed(ids, MOST_BATCHES)]
    if not names or len(set(names)) < len(names) or type(most) is not int:
        raise bad_request()
    if not 1 <= most <= MOST_BYTES:
        raise bad_request()

    def act() -> bytes:
        return answer_of(hub.store.read_batches(space, names, most), len(names))

    body = await run_in_threadpool(act)
    return Answer(body=body, kind=BYTES, index=index_length(len(names)))
