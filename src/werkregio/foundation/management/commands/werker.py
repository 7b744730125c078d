# SPDX-License-Identifier: EUPL-1.2
"""`werkregio werker`: send what waits and run the jobs that are due, until Ctrl-C; with `--eenmaal` once."""

import os
import secrets
import signal
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ...worker import Runner


class Command(BaseCommand):
    help = "Send messages, run timers and reminders. Start one or more beside the server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--eenmaal", action="store_true", help="Do what is due now, then stop")
        parser.add_argument("--tussentijd", type=float, default=1.0, help="Seconds between two rounds")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
        runner = Runner(name, interval=options["tussentijd"])
        if options["eenmaal"]:
            runner.turn()
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, runner.stop)
        self.stdout.write(f"Worker {name} is running.")
        runner.run()
