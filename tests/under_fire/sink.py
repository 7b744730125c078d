# SPDX-License-Identifier: EUPL-1.2
"""A mail server of a test: one line for each message that it took, written at once and never twice by itself."""

import os
import random
import time

from werkregio.foundation.senders import Parcel, SendError


class Sink:
    """Refuses one message in eight, takes a moment for each, and writes the key of what it took."""

    repeatable = False

    def send(self, parcel: Parcel) -> None:
        time.sleep(0.005)
        if random.random() < 0.125:
            raise SendError("away")
        descriptor = os.open(os.environ["UNDER_FIRE_SINK"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(descriptor, f"{parcel.key}\n".encode())
        finally:
            os.close(descriptor)
