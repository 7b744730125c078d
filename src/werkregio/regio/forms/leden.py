# SPDX-License-Identifier: EUPL-1.2
"""Forms about memberships and invitations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.accounts.queries import workspace_languages
from werkregio.design.forms import DateField

from ..permissions import role_label
from ..rules import Role, role_book


def role_choices(roles: list[Role]) -> list[tuple[str, str]]:
    return [(role.code, role_label(role.code)) for role in roles]


def all_roles() -> list[tuple[str, Any]]:
    return [("", _("All roles")), *role_choices(list(role_book.roles.values()))]


class LidFilter(forms.Form):
    """Search, filter and sort of the list of members."""

    q = forms.CharField(label=_("Search by name or e-mail address"), required=False, max_length=80)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=all_roles)
    ended = forms.BooleanField(label=_("Show ended memberships too"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[("name", _("Name")), ("partij", _("Organisation")), ("from", _("Newest first"))],
    )


class InviteForm(forms.Form):
    """Whom to invite, for which roles."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address at work of the person. The invitation goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = role_choices(roles)


class LidForm(forms.Form):
    """Role and last day of a membership."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    valid_to = DateField(
        label=_("Last day"), required=False, help_text=_("Leave this empty when there is no end.")
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = role_choices(roles)


class JoinForm(forms.Form):
    """The account of somebody who was invited."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. A sentence of your own works well."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=workspace_languages)
