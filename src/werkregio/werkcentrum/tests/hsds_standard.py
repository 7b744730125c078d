# SPDX-License-Identifier: EUPL-1.2
"""The schemas of HSDS 3.0, read from outside the project; a test that needs them is skipped without them."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

EXTERNAL = Path(os.environ.get("WERKREGIO_EXTERN", "../shared"))
FOLDER = EXTERNAL / "standards" / "hsds-3.0"


def example(name: str) -> Any:
    return _read(FOLDER / "examples" / f"{name}.json")


def problems(kind: str, value: Any) -> list[str]:
    """What a schema of the standard says of a value."""
    return [
        f"{'/'.join(map(str, error.path))}: {error.message[:200]}"
        for error in _validator(kind).iter_errors(value)
    ]


def page_problems(kind: str, value: Any) -> list[str]:
    """The same for a list, with the envelope that the examples have."""
    found = [f"envelope: {name}" for name in sorted(set(example("service_list")) ^ set(value))]
    for row in value["contents"]:
        found += problems(kind, row)
    return found


@cache
def _validator(kind: str) -> Any:
    resources = [
        (path.name, Resource.from_contents(_read(path), default_specification=DRAFT202012))
        for path in (FOLDER / "schema").glob("*.json")
        if path.name != "openapi.json"
    ]
    if not resources:
        pytest.skip(f"{FOLDER / 'schema' / (kind + '.json')} is not there")
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator({"$ref": f"{kind}.json"}, registry=registry, format_checker=FormatChecker())


@cache
def _read(path: Path) -> Any:
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return json.loads(path.read_text(encoding="utf-8"))
