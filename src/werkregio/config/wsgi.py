# SPDX-License-Identifier: EUPL-1.2
"""The door for a WSGI server (granian)."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from werkregio.config.start import refuse_unsafe_start, warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkregio.config.settings")
application = get_wsgi_application()
refuse_unsafe_start()
# The words and weights of the router take some seconds to read: not while the first visitor waits.
threading.Thread(target=warm_up, daemon=True).start()
