# SPDX-License-Identifier: EUPL-1.2
"""The one box: a question in plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from werkregio.foundation.identity import find_bsn

LONGEST_QUESTION = 10_000


def refuse_bsn(text: str) -> None:
    """Refuse a citizen service number, with its place and the reason; health words are never refused."""
    found = find_bsn(text)
    if not found:
        return
    # The last few whole words before the number.
    place = " ".join(text[: found[0].start].split()[-4:])[-40:]
    after = _("after “%(words)s”") % {"words": place} if place else _("at the start")
    raise forms.ValidationError(
        _(
            "Your text holds a number that looks like a citizen service number (BSN), %(place)s. "
            "We do not need it and may not keep it. Please take the number out."
        ),
        code="bsn",
        params={"place": after},
    )


class _WithoutNulls(forms.CharField):
    """A text from which zero bytes are taken out: they come from broken programs, not from people."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value) or ""


class QuestionForm(forms.Form):
    """What somebody asks. Nothing else is needed."""

    vraag = _WithoutNulls(
        label=_("Your question"),
        help_text=_("For example: my contract ends, I want to learn something else."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={
            "required": _("Write your question in the box, for example: I am looking for work in Venlo.")
        },
        strip=True,
    )

    def clean_vraag(self) -> str:
        text = str(self.cleaned_data["vraag"])
        if len(text) > LONGEST_QUESTION:
            over = len(text) - LONGEST_QUESTION
            raise forms.ValidationError(
                ngettext(
                    "Your question is %(over)s character too long. Make it a little shorter.",
                    "Your question is %(over)s characters too long. Make it a little shorter.",
                    over,
                )
                % {"over": over}
            )
        refuse_bsn(text)
        return text
