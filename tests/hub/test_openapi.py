"""The description that the hub serves, held against the running hub by schemathesis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, checks
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.hub.centre import Centre, key
from tests.hub.running import RunningHub
from tests.hub.signing import Signed

DESCRIPTION = Path(__file__).resolve().parents[2] / "caseworker" / "hub" / "openapi.json"
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_path(DESCRIPTION, config=SchemathesisConfig())


@pytest.fixture(scope="module")
def here() -> Iterator[tuple[RunningHub, Centre]]:
    with TemporaryDirectory() as folder:
        hub = RunningHub(Path(folder), options=("--address-pace", "100000")).start()
        centre = Centre()
        centre.joins(hub.address, hub.invite(), "one")
        made = centre.batch("one")
        centre.carrier(hub.address, "one").put(made.id, made.content)
        yield hub, centre
        centre.close()
        hub.stop()


def test_the_hub_serves_its_description(here: tuple[RunningHub, Centre]) -> None:
    served = httpx.get(f"{here[0].address.origin}/1/openapi.json")
    assert served.content == DESCRIPTION.read_bytes()


@schema.parametrize()
@settings(
    max_examples=15, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_the_hub_answers_as_described(case: Case[Any], here: tuple[RunningHub, Centre]) -> None:
    hub, centre = here
    wanted = str(case.path_parameters.get("space", ""))
    if re.fullmatch("[0-9a-f]{32}", wanted) and wanted[-1] in "02468ace":
        # A space that is here, half of the time: strangers are refused before anything is read.
        case.path_parameters["space"] = centre.space.hex()
    auth = Signed(hub.address, centre.space, key(centre.laptop("one")))
    response = case.call(base_url=hub.address.origin, auth=auth)
    case.validate_response(response, checks=CHECKS)
