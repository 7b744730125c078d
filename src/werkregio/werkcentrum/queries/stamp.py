# SPDX-License-Identifier: EUPL-1.2
"""A mark that changes whenever a public page of the directory could look different."""

from collections.abc import Hashable

from django.http import HttpRequest
from django.utils.translation import get_language

from werkregio.foundation import clock, content
from werkregio.regio.models import Arbeidsmarktregio


def entries_mark(regio: Arbeidsmarktregio) -> Hashable:
    """For what is made of the directory of a region: cards of help. One query."""
    return (regio.code, content.mark())


def public_page(request: HttpRequest) -> Hashable:
    """For `kept`: all public content, the day and the language. One query."""
    return (content.mark(), clock.today(), get_language())
