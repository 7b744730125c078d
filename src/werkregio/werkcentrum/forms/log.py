# SPDX-License-Identifier: EUPL-1.2
"""Filter of the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField


class LogFilter(forms.Form):
    """Period, organisation, act and person (by the random key of the case)."""

    start = DateField(label=_("From"), required=False)
    end = DateField(label=_("To"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    action = forms.ChoiceField(label=_("Act"), required=False)
    subject = forms.CharField(label=_("Key of the person"), required=False, max_length=64)

    def __init__(
        self, *args: Any, organisations: list[tuple[str, str]], actions: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("All")), *organisations]  # type: ignore[attr-defined]
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            *((action, action) for action in actions),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first day."))
        return data
