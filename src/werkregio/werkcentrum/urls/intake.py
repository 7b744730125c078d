# SPDX-License-Identifier: EUPL-1.2
"""Addresses of leaving a question and of the private page.

The private page stands under the language as every page does; its cookie is set for exactly these
paths, once for each language of the site, so that nothing else of the site ever receives it.
"""

from django.urls import path

from ..views import intake, mine

urlpatterns = [
    path("vraag-voor-gids/", intake.leave, name="leave_question"),
    path("mijn-vraag/", mine.mine, name="mine"),
    path("mijn-vraag/sluiten/", mine.close, name="mine_close"),
    path("mijn-vraag/toevoegen/", mine.add, name="mine_add"),
    path("mijn-vraag/verbeteren/", mine.correct, name="mine_correct"),
    path("mijn-vraag/geholpen/", mine.helped, name="mine_helped"),
    path("mijn-vraag/intrekken/", mine.withdraw, name="mine_withdraw"),
    path("mijn-vraag/kopie/", mine.export, name="mine_export"),
    path("mijn-vraag/rechten/", mine.right, name="mine_right"),
]

PAGES = dict.fromkeys(
    (
        "leave_question",
        "mine",
        "mine_close",
        "mine_add",
        "mine_correct",
        "mine_helped",
        "mine_withdraw",
        "mine_export",
        "mine_right",
    ),
    ("open", None),
)
