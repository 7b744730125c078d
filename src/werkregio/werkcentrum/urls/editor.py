# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the editor of the directory, of its words, and of the counters."""

from django.urls import path

from ..views import combinations, editor, funds, loketten, offers, words

urlpatterns = [
    path("redactie/", editor.editor_list, name="editor"),
    path("redactie/nieuw/", editor.editor_new, name="editor_new"),
    path("redactie/woorden/", words.words, name="words"),
    path("redactie/<int:pk>/", editor.editor_change, name="editor_change"),
    path("redactie/<int:pk>/publiceren/", editor.editor_publish, name="editor_publish"),
    path("redactie/<int:pk>/beeindigen/", editor.editor_end, name="editor_end"),
    path("redactie/<int:pk>/geschiedenis/", editor.editor_history, name="editor_history"),
    path("redactie/<int:pk>/versie/<int:version>/", editor.editor_undo, name="editor_undo"),
    path("redactie/<int:pk>/aanbod/nieuw/", offers.editor_offer, name="editor_offer_new"),
    path("redactie/<int:pk>/aanbod/<int:offer>/", offers.editor_offer, name="editor_offer"),
    path("redactie/samenloop/", combinations.combination_list, name="combinations"),
    path("redactie/samenloop/nieuw/", combinations.combination, name="combination_new"),
    path("redactie/samenloop/<int:pk>/", combinations.combination, name="combination"),
    path("redactie/fondsen/", funds.fund_list, name="funds_edit"),
    path("redactie/fondsen/nieuw/", funds.fund, name="fund_new"),
    path("redactie/fondsen/<int:pk>/", funds.fund, name="fund"),
    path("beheer/loketten/", loketten.loketten, name="loketten"),
    path("beheer/loketten/nieuw/", loketten.loket, name="loket_new"),
    path("beheer/loketten/<int:pk>/", loketten.loket, name="loket"),
]

PAGES = {
    "editor": ("right:directory.edit", None),
    "editor_new": ("right:directory.edit", None),
    "words": ("right:woord.edit", None),
    "editor_change": ("right:directory.edit", "instrument"),
    "editor_publish": ("right:directory.edit", "instrument"),
    "editor_end": ("right:directory.edit", "instrument"),
    "editor_history": ("right:directory.edit", "instrument"),
    "editor_undo": ("right:directory.edit", "instrument_version"),
    "editor_offer_new": ("right:directory.edit", "instrument"),
    "editor_offer": ("right:directory.edit", "instrument_offer"),
    "combinations": ("right:directory.edit", None),
    "combination_new": ("right:directory.edit", None),
    "combination": ("right:directory.edit", "combination_pk"),
    "funds_edit": ("right:directory.edit", None),
    "fund_new": ("right:directory.edit", None),
    "fund": ("right:directory.edit", "fund_pk"),
    "loketten": ("right:loket.change", None),
    "loket_new": ("right:loket.change", None),
    "loket": ("right:loket.change", "loket"),
}
