# SPDX-License-Identifier: EUPL-1.2
"""The filter of the list of messages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class MessageFilter(forms.Form):
    """By case and by kind."""

    use_required_attribute = False

    q = forms.CharField(label=_("Number of the question"), required=False, max_length=20)
    kind = forms.ChoiceField(label=_("Kind of message"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]
