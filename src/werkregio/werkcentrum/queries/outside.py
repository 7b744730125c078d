# SPDX-License-Identifier: EUPL-1.2
"""What somebody reads who asked in a language that we do not know: twice, in English and in Dutch."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class OutsideNotice:
    language: str
    title: str
    text: str
    danger: str
    button: str


def outside_notices() -> list[OutsideNotice]:
    """The way to a guide with an interpreter. Short sentences, which translate well by phone."""
    found = []
    for language in ("en", "nl"):
        with translation.override(language):
            found.append(
                OutsideNotice(
                    language=language,
                    title=_("This site cannot read your language. A guide can help you"),
                    text=_(
                        "A guide is a person of the Werkcentrum. You may speak your own language: the guide asks for"
                        " an interpreter. It is free. Press the button. Your question goes along as you wrote it."
                    ),
                    danger=_("Are you in danger now? Call 112."),
                    button=_("To a guide, with an interpreter"),
                )
            )
    return found
