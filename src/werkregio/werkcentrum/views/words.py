# SPDX-License-Identifier: EUPL-1.2
"""Words of the router: see them, try a change, and save it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.words import ChooseWords, WordsForm
from ..queries.needs import need_label, needs
from ..queries.words import BUILT_IN, REMOVED, words_shown
from ..services import words as services
from ..services.wegwijzer import built_in_wordbook
from .access import acting_with, refuse


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The words of one need in one language. Without a choice: only the choice."""
    acting = acting_with(request, "woord.edit")
    page_language = get_language() or "nl"
    choose = ChooseWords(request.GET or None, language=page_language)
    if not choose.is_valid():
        status = 422 if choose.is_bound else 200
        return render(
            request, "werkcentrum/editor/words.html", {"choose": choose, "form": choose}, status=status
        )
    language, need = choose.cleaned_data["taal"], choose.cleaned_data["behoefte"]
    known = built_in_wordbook().languages.get(language)
    shown = words_shown(acting.regio, language, need, known.words.get(need, ()) if known else ())
    form = WordsForm(request.POST or None, present=[row.word for row in shown if row.state != REMOVED])
    context = {
        "choose": choose,
        "form": form,
        "language": language,
        "need": needs()[need],
        "label": need_label(need, page_language),
        "words": [row for row in shown if row.state != REMOVED],
        "own_words": [row for row in shown if row.state != BUILT_IN],
    }
    if request.method == "POST" and form.is_valid():
        change = {"added": form.lines("added"), "removed": form.cleaned_data["removed"]}
        try:
            if request.POST.get("act") == "save":
                services.change_words(language, need, **change, by=acting, at=clock.now())
                messages.success(request, _("Saved. The next question is answered with these words."))
                return redirect(f"{reverse('werkcentrum:words')}?taal={language}&behoefte={need}")
            effects = services.preview_words(
                acting.regio, language, need, **change, questions=form.lines("questions")
            )
        except RuleError as error:
            refuse(form, error)
        else:
            context["effects"] = [
                (
                    effect,
                    [need_label(code, page_language) for code in effect.before],
                    [need_label(code, page_language) for code in effect.after],
                )
                for effect in effects
            ]
            context["changed"] = sum(effect.changes_first for effect in effects)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "werkcentrum/editor/words.html", context, status=status)
