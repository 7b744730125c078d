# SPDX-License-Identifier: EUPL-1.2
"""A StatLine of our own in a process of its own: pages, and faults that a seed decides.

`python fake_statline.py SETS.json --seed 7 --faults 0.3` serves /<table>/<set>; it prints its port. Faults are a
status 500, a connection that is cut halfway, an answer of which the end is missing, and a slow answer. The same
seed gives the same faults in the same order. GET /-/changed gives the table another `Modified`; GET /-/asked tells
how many requests there were for each path.
"""

import argparse
import json
import random
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit


class Statline(BaseHTTPRequestHandler):
    sets: dict[str, list[dict]] = {}
    chance = random.Random(0)
    faults = 0.0
    page_size = 5
    asked: dict[str, int] = {}
    change_after = 0
    slow = 0.0

    def log_message(self, *_args):
        """Says nothing."""

    def do_GET(self):
        address = urlsplit(self.path)
        path = address.path.rstrip("/")
        type(self).asked[path] = self.asked.get(path, 0) + 1
        if path == "/-/asked":
            return self._answer(self.asked)
        if path == "/-/changed":
            self._change()
            return self._answer({})
        if path == "/-/calm":
            type(self).faults = 0.0
            return self._answer({})
        parts = path.strip("/").split("/")
        table = next(iter(self._about())).get("Identifier")
        if parts[0] != table or (len(parts) > 1 and parts[1] not in self.sets):
            self.send_error(404)
            return None
        if self.chance.random() < self.faults:
            return self._fault()
        if len(parts) == 1:
            return self._answer({"value": [{"name": name, "url": f"{path}/{name}"} for name in self.sets]})
        if self.change_after and sum(self.asked.values()) == self.change_after:
            self._change()
        return self._page(path, parts[1], int(parse_qs(address.query).get("skip", ["0"])[0]))

    def _about(self):
        return self.sets.get("TableInfos") or self.sets["Properties"]

    def _change(self):
        for row in self._about():
            row["Modified"] = f"{row['Modified']}+"

    def _page(self, path, name, start):
        rows = self.sets[name]
        answer = {"value": rows[start : start + self.page_size]}
        if start + self.page_size < len(rows):
            link = f"http://{self.headers['Host']}{path}?skip={start + self.page_size}"
            answer["odata.nextLink" if "TypedDataSet" in self.sets else "@odata.nextLink"] = link
        return self._answer(answer)

    def _answer(self, content, *, cut: int | None = None):
        data = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data if cut is None else data[:cut])

    def _fault(self):
        kind = self.chance.choice(["500", "429", "cut", "half", "slow"])
        if kind in ("500", "429"):
            self.send_response(int(kind))
            self.send_header("Retry-After", "0")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif kind == "cut":
            self.connection.close()
        elif kind == "half":
            self._answer({"value": [{"a": 1}] * 50}, cut=40)
            self.close_connection = True
        else:
            time.sleep(self.slow)
            self.send_error(503)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sets")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faults", type=float, default=0.0)
    parser.add_argument("--page-size", type=int, default=5)
    parser.add_argument("--change-after", type=int, default=0)
    parser.add_argument("--slow", type=float, default=0.0)
    given = parser.parse_args()
    Statline.sets = json.loads(Path(given.sets).read_text())
    Statline.chance = random.Random(given.seed)
    Statline.faults, Statline.page_size = given.faults, given.page_size
    Statline.change_after, Statline.slow = given.change_after, given.slow
    server = ThreadingHTTPServer(("127.0.0.1", 0), Statline)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
