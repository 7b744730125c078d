# SPDX-License-Identifier: EUPL-1.2
"""A page with one act: what it does, a form where something is asked, a button; a refusal keeps what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from werkregio.foundation.errors import RuleError

from .access import refuse


class ConfirmForm(forms.Form):
    """Asks nothing: the button is the answer."""


def posted(request: HttpRequest) -> Any:
    """What was posted, for a form; None on a page that is only opened."""
    return request.POST if request.method == "POST" else None


def act_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    button: str,
    back: str,
    done: str,
    intro: str = "",
    danger: bool = False,
    template: str = "beraad/act.html",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the page, or do the act and go back to where it shows."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "intro": intro,
        "kind": "danger" if danger else "primary",
        **(extra or {}),
    }
    return render(request, template, context, status=422 if form.errors else 200)
