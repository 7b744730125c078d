# SPDX-License-Identifier: EUPL-1.2
"""Where a person is now, and which way the step goes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules.switching import BACK, FORWARD
from .intake import ServerCheckedForm


class SwitchForm(ServerCheckedForm):
    van = forms.ChoiceField(
        label=_("Where is the person now?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where the person is now.")},
    )
    richting = forms.ChoiceField(
        label=_("Which way?"),
        required=False,
        choices=[("", _("Both ways")), (FORWARD, _("A step forward")), (BACK, _("A step back"))],
    )

    def __init__(self, *args: Any, places: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["van"].choices = [(code, name) for code, name, _text in places]  # type: ignore[attr-defined]
