# SPDX-License-Identifier: EUPL-1.2
"""The real site on the database of a test: as a WSGI application, or `python -m` it to be a worker."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkregio.config.settings")

from django.conf import settings

DATABASE = json.loads(os.environ["UNDER_FIRE_DATABASE"])
settings.DATABASES["default"].update(DATABASE)
settings.ENCODER = "uit"
settings.WERKREGIO_SENDERS = {"email": "tests.under_fire.sink.Sink"}
settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after the settings

application = get_wsgi_application()

if __name__ == "__main__":
    from django.core.management import call_command

    call_command("werker", *sys.argv[1:])
