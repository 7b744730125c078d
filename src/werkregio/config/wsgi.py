# SPDX-License-Identifier: EUPL-1.2
"""The door for a WSGI server (granian)."""

import os

from django.core.wsgi import get_wsgi_application

from werkregio.config.start import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkregio.config.settings")
application = get_wsgi_application()
refuse_unsafe_start()
