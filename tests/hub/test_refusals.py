"""Replayed, forged, foreign and shapeless requests: each is refused, and changes nothing."""

from __future__ import annotations

import json
from typing import Any

import cbor2
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseworker.sync.batch_file import MAGIC, batch_id
from caseworker.sync.hub_invitation import code_digest, proof
from tests.hub.centre import Centre, key, listed
from tests.hub.conftest import MakeCentre, MakeHub
from tests.hub.running import RunningHub
from tests.hub.signing import header, nonce_of


@pytest.fixture
def hub(make_hub: MakeHub) -> RunningHub:
    return make_hub("", "--address-pace", "10000")


def sent(
    hub: RunningHub,
    centre: Centre,
    *,
    by: str = "one",
    method: str = "GET",
    target: str = "",
    body: bytes = b"",
    told: bytes | None = None,
    **signed: Any,
) -> httpx.Response:
    """Send a request; *told* is the body that is signed, where it is another."""
    target = target or f"/1/spaces/{centre.space.hex()}/batches"
    signed.setdefault("nonce", nonce_of(hub.address))
    space = signed.pop("space", centre.space)
    spans = {"Range": span} if (span := signed.get("span")) else {}
    authorization = header(
        hub.address, space, key(centre.laptop(by)), method, target,
        body if told is None else told, **signed,
    )  # fmt: skip
    return httpx.request(
        method, hub.address.origin + target, content=body,
        headers={"Authorization": authorization, **spans},
    )  # fmt: skip


def result(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json().get("error", "ok")


def test_a_request_is_taken_once(hub: RunningHub, centre: Centre) -> None:
    nonce = nonce_of(hub.address)
    assert result(sent(hub, centre, nonce=nonce)) == (200, "ok")
    assert result(sent(hub, centre, nonce=nonce)) == (401, "bad-nonce")


def test_a_nonce_dies_with_the_hub(hub: RunningHub, centre: Centre) -> None:
    nonce = nonce_of(hub.address)
    hub.restart()
    assert result(sent(hub, centre, nonce=nonce)) == (401, "bad-nonce")


def test_a_nonce_of_ones_own_is_none(hub: RunningHub, centre: Centre) -> None:
    assert result(sent(hub, centre, nonce=bytes(32))) == (401, "bad-nonce")


def test_only_laptops_with_a_pass_come_in(hub: RunningHub, centre: Centre) -> None:
    assert result(sent(hub, centre, by="three")) == (403, "not-admitted")
    administrator = centre.administrator
    gone = administrator.passes(centre.laptop("two"), 2, lets_in=False)
    assert centre.carrier(hub.address, "one").bring([], [gone]) == ["ok"]
    assert result(sent(hub, centre, by="two")) == (403, "not-admitted")
    assert result(sent(hub, centre, by="one")) == (200, "ok")
    # Also after the hub was started again.
    hub.restart()
    assert result(sent(hub, centre, by="two")) == (403, "not-admitted")


def test_what_is_signed_cannot_be_moved(hub: RunningHub, centre: Centre) -> None:
    forged = (401, "bad-signature")
    assert result(sent(hub, centre, origin="https://hub.evil.example")) == forged
    assert result(sent(hub, centre, hub_key=bytes(32))) == forged
    path = f"/1/spaces/{centre.space.hex()}"
    nonce = nonce_of(hub.address)
    moved = header(
        hub.address, centre.space, key(centre.laptop("one")), "GET", f"{path}/who", nonce=nonce
    )
    for method, target, more in (
        ("GET", f"{path}/batches", {}),
        ("GET", f"{path}/who?after=1", {}),
        ("GET", f"{path}/who", {"Range": "bytes=0-1"}),
        ("GET", f"{path}/chunks/{bytes(32).hex()}", {}),
    ):
        response = httpx.request(
            method, hub.address.origin + target, headers={"Authorization": moved, **more}
        )
        assert result(response) == forged
    lacking = {"method": "POST", "target": f"{path}/batches/lacking"}
    asked = sent(hub, centre, **lacking, body=b'{"ids":[]} ', told=b'{"ids":[]}')
    assert result(asked) == (400, "bad-body")


def test_an_address_that_the_operator_did_not_name_is_refused(
    make_hub: MakeHub, make_centre: MakeCentre
) -> None:
    hub = make_hub("", "--origin", "https://hub.example.org")
    centre = make_centre("Named")
    carrier = centre.carrier(hub.address, "one")
    carrier.open_space(sorted(centre.roots), hub.invite(), centre.space)
    named = centre.root.names(centre.administrator.name)
    carrier.bring([named], [centre.administrator.passes(centre.laptop("one"))])
    assert result(sent(hub, centre)) == (401, "bad-signature")
    assert result(sent(hub, centre, origin="https://hub.example.org")) == (200, "ok")


def test_another_centre_sees_nothing(
    hub: RunningHub, centre: Centre, make_centre: MakeCentre
) -> None:
    other = make_centre("Elsewhere")
    other.joins(hub.address, hub.invite(), "one")
    made = centre.batch("one")
    centre.carrier(hub.address, "one").put(made.id, made.content)
    path = f"/1/spaces/{centre.space.hex()}"
    one = key(other.laptop("one"))
    for space in (centre.space, other.space):
        nonce = nonce_of(hub.address)
        signed = header(hub.address, space, one, "GET", f"{path}/batches", nonce=nonce)
        response = httpx.get(
            f"{hub.address.origin}{path}/batches", headers={"Authorization": signed}
        )
        assert response.status_code in (401, 403)
    assert listed(other.carrier(hub.address, "one"))[0] == []
    # A pass of the other centre opens nothing here, and its invitation is used up.
    foreign = other.administrator.passes(other.laptop("one"))
    assert centre.carrier(hub.address, "one").bring([], [foreign]) == ["foreign-space"]


def test_an_invitation_serves_one_space_once(hub: RunningHub, make_centre: MakeCentre) -> None:
    code = hub.invite()
    first, second = make_centre("First"), make_centre("Second")
    first.joins(hub.address, code, "one")
    way = second.way(hub.address, "one")

    def opened(roots: list[bytes], shown: bytes) -> tuple[int, object]:
        body = json.dumps({"roots": [each.hex() for each in roots], "proof": shown.hex()})
        answer = way.ask("PUT", way.path, body.encode(), signed=False)
        return answer.status, answer.told("error")

    roots = sorted(second.roots)
    shown = proof(code_digest(code), second.space)
    assert opened(roots, shown) == (403, "no-invitation")
    new = code_digest(hub.invite())
    assert opened(roots, proof(new, first.space)) == (403, "no-invitation")
    assert opened(sorted(first.roots), proof(new, second.space)) == (400, "bad-request")
    assert opened(roots, proof(new, second.space)) == (201, None)


def put(hub: RunningHub, centre: Centre, name: bytes, content: bytes) -> tuple[int, object]:
    way = centre.way(hub.address, "one")
    answer = way.ask("PUT", f"{way.path}/batches/{name.hex()}", content)
    return answer.status, answer.told("error")


def test_the_hub_checks_what_a_courier_can(hub: RunningHub, centre: Centre) -> None:
    made, other = centre.batch("one"), centre.batch("one")
    at = len(made.content) - 1
    flipped = made.content[:at] + bytes([made.content[at] ^ 1])
    start = len(b"caseworker batch 1\n") + 4
    length = int.from_bytes(made.content[start - 4 : start])
    end = start + length
    foreign = centre.batch("one", space=bytes(16))
    unknown = centre.batch("nobody")
    forged = made.content[:end] + other.content[end : end + 64] + made.content[end + 64 :]
    for name, content, word in (
        (made.id, b"MZ" + made.content, "not-a-batch"),
        (made.id, made.content[:60], "bad-header"),
        (foreign.id, foreign.content, "foreign-space"),
        (other.id, made.content, "bad-id"),
        (made.id, flipped, "bad-body-hash"),
        (unknown.id, unknown.content, "unknown-laptop"),
        (made.id, forged, "bad-signature"),
    ):
        assert put(hub, centre, name, content) == (422, word)
    assert listed(centre.carrier(hub.address, "two"))[0] == []
    # A courier brings the batch of another.
    by_two = centre.batch("two")
    assert put(hub, centre, by_two.id, by_two.content) == (201, None)


def test_a_batch_of_a_newer_version_is_kept(hub: RunningHub, centre: Centre) -> None:
    signed = cbor2.dumps({1: 2, 2: "whatever comes"}, canonical=True)
    content = MAGIC + len(signed).to_bytes(4) + signed + bytes(64) + bytes(100)
    assert put(hub, centre, batch_id(signed), content) == (201, None)
    assert put(hub, centre, bytes(32), content) == (422, "newer-version")


def test_a_laptop_that_asks_too_often_is_slowed(make_hub: MakeHub) -> None:
    hub = make_hub("", "--address-pace", "1")
    answers = [httpx.get(f"{hub.address.origin}/1/hello") for _ in range(25)]
    statuses = [each.status_code for each in answers]
    assert statuses[:20] == [200] * 20
    assert 429 in statuses
    slowed = next(each for each in answers if each.status_code == 429)
    assert int(slowed.headers["Retry-After"]) >= 1


def test_large_bodies_are_not_read_from_strangers(hub: RunningHub, centre: Centre) -> None:
    url = f"{hub.address.origin}/1/spaces/{centre.space.hex()}/batches/{bytes(32).hex()}"
    response = httpx.put(url, content=b"x" * 1_000_000)
    assert result(response) == (401, "not-signed")
    target = f"/1/spaces/{centre.space.hex()}/batches/lacking"
    large = sent(hub, centre, method="POST", target=target, body=b"x" * 300_000)
    assert result(large) == (413, "too-large")


@settings(
    max_examples=150, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    st.sampled_from(["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS"]),
    st.sampled_from(["", "/who", "/batches", "/batches/lacking", f"/chunks/{'0' * 64}", "/x"]),
    st.sampled_from(["", "?after=", "?after=.", "?after=00.1", "?limit=0", "?limit=999", "?a=%00"]),
    st.one_of(
        st.binary(max_size=300),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["ids", "entries", "passes", "roots", "proof"]), inner
            ),
            max_leaves=8,
        ).map(lambda told: json.dumps(told).encode()),
    ),
    st.sampled_from(["", "bytes=0-", "bytes=9-1", "bytes=0-0", "pages=1-2", "bytes 0-1/2"]),
    st.booleans(),
)  # fmt: skip
def test_whatever_comes_is_answered_in_words(
    hub: RunningHub,
    centre: Centre,
    method: str,
    of: str,
    query: str,
    body: bytes,
    span: str,
    signed: bool,
) -> None:
    target = f"/1/spaces/{centre.space.hex()}{of}{query}"
    headers = {"Content-Range" if method == "PUT" else "Range": span} if span else {}
    if signed:
        headers["Authorization"] = header(
            hub.address, centre.space, key(centre.laptop("one")), method, target, body,
            nonce=nonce_of(hub.address), span=span,
        )  # fmt: skip
    response = httpx.request(method, hub.address.origin + target, content=body, headers=headers)
    assert response.status_code < 500
    assert "Caseworker-Answer" in response.headers
    if method != "HEAD" and response.status_code >= 400:
        assert set(response.json()) <= {"error", "received", "size"}
