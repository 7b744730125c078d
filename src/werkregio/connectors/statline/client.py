# SPDX-License-Identifier: EUPL-1.2
"""Fetching a table of StatLine over the network: page after page, tried again, and taken up where it broke off.

Every page is kept on the disk as it came. When a fetch breaks off, the next one begins after the last whole page,
unless the publisher changed the table in between.
"""

import json
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from .parts import (
    CATEGORY_GROUPS,
    DIMENSIONS,
    MEASURE_GROUPS,
    TOPICS,
    V3,
    V4,
    VALUES,
    Package,
    Part,
    StatlineError,
)

MOST_PAGES, MOST_PAGE_BYTES, MOST_BYTES = 50_000, 400_000_000, 20_000_000_000
_PIECE = 1 << 16
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_STATE = "state.json"
_AGAIN = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried again, how long to wait before, and how long an answer may take."""

    tries: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    connect: float = 10.0
    read: float = 60.0


Progress = Callable[[int, int | None], None]


def _silent(_done: int, _of: int | None) -> None:
    """Nobody looks."""


@dataclass(slots=True)
class Client:
    """One fetch. `progress(rows, of)` is called after each page; it may raise to stop the fetch."""

    base: str
    work: Path
    patience: Patience = field(default_factory=Patience)
    progress: Progress = _silent
    sleep: Callable[[float], None] = time.sleep
    _session: requests.Session = field(default_factory=requests.Session)
    # For tests and for whoever wants to know: how many requests were made.
    requests_made: int = 0
    _bytes: int = 0

    def about(self, table_id: str) -> tuple[str, str, dict[str, Any]]:
        """Address of the table, its format, and what the publisher says of it."""
        for address in (f"{self.base.rstrip('/')}/{table_id}", f"{self.base.rstrip('/')}/CBS/{table_id}"):
            root = self._json(address, or_none=True)
            if root is None:
                continue
            names = {str(each.get("name")) for each in root.get("value") or () if isinstance(each, dict)}
            if names & set(VALUES[V3]):
                about = self._first(self._json(f"{address}/TableInfos"))
                return address, V3, about
            if names & set(VALUES[V4]):
                return address, V4, self._first(self._json(f"{address}/Properties"))
            raise StatlineError("wrong-answer", address=address)
        raise StatlineError("no-table", address=self.base, table=table_id)

    @staticmethod
    def _first(answer: dict[str, Any] | None) -> dict[str, Any]:
        rows = (answer or {}).get("value")
        return dict(rows[0]) if isinstance(rows, list) and rows else dict(answer or {})

    def folder_of(self, table_id: str) -> Path:
        """Where the pages of a table lie until they are all there."""
        return self.work / (_UNSAFE.sub("_", table_id) or "_")

    def fetch(self, table_id: str) -> Package:
        """The whole table. When it changes while it is fetched, it is fetched once more."""
        for _attempt in range(3):
            address, kind, about = self.about(table_id)
            stamp = self.stamp_of(about)
            folder = self.folder_of(table_id)
            self._take_up(folder, stamp, address)
            package = self._sets(folder, address, kind, about, str(about.get("Identifier") or table_id))
            if self.stamp_of(self.about(table_id)[2]) == stamp:
                return package
            shutil.rmtree(folder, ignore_errors=True)
        raise StatlineError("keeps-changing", table=table_id)

    @staticmethod
    def stamp_of(about: dict[str, Any]) -> str:
        """What changes when the table changes."""
        names = ("Modified", "Updated", "ObservationsModified", "MetaDataModified", "Version")
        return "|".join(str(about.get(name) or "") for name in names)

    def _take_up(self, folder: Path, stamp: str, address: str) -> None:
        state = folder / _STATE
        try:
            known = json.loads(state.read_text())
        except (OSError, ValueError):
            known = {}
        if known.get("stamp") != stamp or known.get("address") != address:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            self._write(state, json.dumps({"stamp": stamp, "address": address}).encode())

    def _sets(self, folder: Path, address: str, kind: str, about: dict[str, Any], name: str) -> Package:
        package = Package(name, kind)
        about_name = "TableInfos" if kind == V3 else "Properties"
        package.parts[about_name] = self._pages(folder, f"{address}/{about_name}", about_name)
        root = self._json(address) or {}
        offered = [str(each.get("name")) for each in root.get("value") or () if isinstance(each, dict)]
        wanted = [TOPICS[kind], *((CATEGORY_GROUPS,) if kind == V3 else (DIMENSIONS, MEASURE_GROUPS))]
        for role in wanted:
            if role in offered:
                package.parts[role] = self._pages(folder, f"{address}/{role}", role)
        for role in self._dimension_sets(package):
            if role in offered:
                package.parts[role] = self._pages(folder, f"{address}/{role}", role)
        values = next((role for role in VALUES[kind] if role in offered), None)
        if values:
            total = about.get("RecordCount" if kind == V3 else "ObservationCount")
            package.parts[values] = self._pages(folder, f"{address}/{values}", values, total=total)
        return package

    @staticmethod
    def _dimension_sets(package: Package) -> list[str]:
        if package.format == V3:
            rows = package.rows(TOPICS[V3])
            kinds = [(row, str(row.get("Type") or row.get("odata.type") or "")) for row in rows]
            return [str(row["Key"]) for row, kind in kinds if row.get("Key") and "Topic" not in kind]
        names = [str(row.get("Identifier")) for row in package.rows(DIMENSIONS)]
        return [f"{name}{kind}" for name in names for kind in ("Codes", "Groups")]

    def _pages(self, folder: Path, address: str, role: str, total: Any = None) -> list[Part]:
        """Every page of an entity set, the ones that lie there already first."""
        parts: list[Part] = []
        rows = 0
        seen: set[str] = set()
        following: str | None = address
        while following:
            if following in seen or len(parts) >= MOST_PAGES:
                raise StatlineError("wrong-answer", address=following)
            seen.add(following)
            path = folder / f"{role}_{len(parts)}.json"
            content = self._kept(path)
            if content is None:
                data, content = self._get(following)
                self._write(path, data)
            found = content.get("value")
            rows += len(found) if isinstance(found, list) else 0
            parts.append(Part(role, path.name, path))
            link = content.get("odata.nextLink") or content.get("@odata.nextLink")
            following = self._own(urljoin(following, str(link))) if link else None
            if role in (*VALUES[V3], *VALUES[V4]):
                self.progress(rows, int(total) if str(total or "").isdecimal() else None)
        return parts

    def _own(self, address: str) -> str:
        """A following page stands on the machine that was asked, and is asked for in the same way."""
        base, found = urlsplit(self.base), urlsplit(address)
        if found.hostname != base.hostname:
            raise StatlineError("other-host", address=address)
        return found._replace(scheme=base.scheme, netloc=base.netloc).geturl()

    @staticmethod
    def _kept(path: Path) -> dict[str, Any] | None:
        try:
            found = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        """A page lies there whole or not at all."""
        half = path.with_suffix(".half")
        half.write_bytes(data)
        half.replace(path)

    def _json(self, address: str, *, or_none: bool = False) -> dict[str, Any] | None:
        found = self._get(address, or_none=or_none)
        return found[1] if found[1] or not or_none else None

    def _get(self, address: str, *, or_none: bool = False) -> tuple[bytes, dict[str, Any]]:
        """One answer, tried again when the other side or the line fails."""
        wait, reason = self.patience.first_wait, ""
        for attempt in range(self.patience.tries):
            if attempt:
                self.sleep(wait)
                wait = min(wait * 2, self.patience.longest_wait)
            try:
                status, asked_wait, data = self._once(address)
            except (requests.RequestException, OSError) as error:
                reason = type(error).__name__
                continue
            if status == 404 and or_none:
                return b"", {}
            if status in _AGAIN:
                reason = f"status {status}"
                wait = min(max(wait, asked_wait), self.patience.longest_wait)
                continue
            if status != 200:
                raise StatlineError("unreachable", address=address, reason=f"status {status}")
            try:
                found = json.loads(data.decode("utf-8-sig"))
            except ValueError:
                reason = "an answer that breaks off"
                continue
            if not isinstance(found, dict):
                raise StatlineError("wrong-answer", address=address)
            return data, found
        raise StatlineError("unreachable", address=address, reason=reason)

    def _once(self, address: str) -> tuple[int, float, bytes]:
        self.requests_made += 1
        # Version 3 answers XML unless it is asked for JSON; version 4 ignores the header.
        with self._session.get(
            address,
            headers={"Accept": "application/json", "User-Agent": "Werkregio"},
            params=None if "$format" in address or "?" in address else {"$format": "json"},
            timeout=(self.patience.connect, self.patience.read),
            stream=True,
            allow_redirects=False,
        ) as answer:
            pieces, size = [], 0
            for piece in answer.iter_content(_PIECE):
                size += len(piece)
                if size > MOST_PAGE_BYTES or self._bytes + size > MOST_BYTES:
                    raise StatlineError("too-large", file=address, limit=MOST_PAGE_BYTES // 1_000_000)
                pieces.append(piece)
            self._bytes += size
            asked = answer.headers.get("Retry-After", "")
            return answer.status_code, float(asked) if asked.isdecimal() else 0.0, b"".join(pieces)
