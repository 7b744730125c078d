# SPDX-License-Identifier: EUPL-1.2
"""The router at work: one for each region, rebuilt when its directory or words change."""

import logging
import threading
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Max, Prefetch

from werkregio.foundation import content
from werkregio.regio.models import Arbeidsmarktregio, Gemeente
from werkregio.regio.queries import age_limit
from werkregio.regio.rules.age_limits import DOORSTROOMPUNT
from werkregio.text.encoder import Encoder, load_encoder

from ..models import HulpTelling, Instrument, InstrumentTekst, Voorwaarde, Woord
from ..queries.needs import DATA, follow_ups
from ..rules import conditions, follow_up
from ..rules.age import age_in, age_preferences, without_too_young
from ..rules.answer import Answer
from ..rules.helps import Help
from ..rules.router import Router
from ..rules.wordbook import Wordbook
from ..rules.wordbook_files import load_villages, load_wordbook

logger = logging.getLogger(__name__)


@cache
def built_in_wordbook() -> Wordbook:
    """The words that come with the project."""
    return load_wordbook(DATA)


@cache
def bare_router() -> Router:
    """A router on the words of the project alone: it works while database and encoder do not."""
    return Router(built_in_wordbook())


def encoder() -> Encoder | None:
    """The encoder of this installation by setting WERKREGIO_ENCODER; None when there is none."""
    if settings.ENCODER == "uit":
        return None
    return load_encoder(None if settings.ENCODER == "auto" else Path(settings.ENCODER))


def wordbook_of(regio: Arbeidsmarktregio) -> Wordbook:
    """The words of a region: those of the project with what its editors added and took away."""
    added: dict[tuple[str, str], list[str]] = {}
    removed: dict[tuple[str, str], list[str]] = {}
    for word in Woord.objects.filter(regio=regio):
        target = removed if word.removed else added
        target.setdefault((word.language, word.need), []).append(word.word)
    book = built_in_wordbook()
    return book.with_words(added, removed) if added or removed else book


def helps_of(regio: Arbeidsmarktregio) -> list[Help]:
    """The directory of a region as the router sees it: entries in force."""
    entries = (
        Instrument.objects.filter(regio=regio, status="current", same_as="")
        .prefetch_related(
            "behoeften",
            "gemeenten",
            Prefetch("teksten", queryset=InstrumentTekst.objects.order_by("language")),
        )
        .order_by("code")
    )
    helps = []
    for entry in entries:
        texts = {
            text.language: (text.name, text.summary, text.what, text.for_whom) for text in entry.teksten.all()
        }
        name = texts.get("nl") or next(iter(texts.values()), (entry.slug,))
        helps.append(
            Help(
                id=entry.code,
                name=name[0],
                needs=tuple(need.need for need in entry.behoeften.all()),
                audience=tuple(entry.audience) if entry.use == "public" else ("professional",),
                municipalities=tuple(gemeente.gm_code for gemeente in entry.gemeenten.all()),
                texts=texts,
            )
        )
    return helps


@dataclass(slots=True)
class _Kept:
    stamp: tuple[object, ...]
    router: Router
    complete: bool


_routers: dict[int, _Kept] = {}
_building = threading.Lock()


def _stamp(regio: Arbeidsmarktregio) -> tuple[object, ...]:
    return (*content.kept(("router", regio.code, regio.pk), lambda: _counted(regio)), settings.ENCODER)


def _counted(regio: Arbeidsmarktregio) -> tuple[object, ...]:
    entries = Instrument.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("changed_at"))
    words = Woord.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("at"))
    return (entries["n"], entries["last"], words["n"], words["last"])


def router_for(regio: Arbeidsmarktregio, *, wait: bool = True) -> Router:
    """The router of a region.

    With `wait=False` (pages) the first visitor does not wait for the vectors: the router answers without the
    encoder until they are made in the background. With `wait=True` (commands) it is complete.
    """
    stamp = _stamp(regio)
    kept = _routers.get(regio.pk)
    if kept and kept.stamp == stamp and (kept.complete or not wait):
        return kept.router
    with _building:
        kept = _routers.get(regio.pk)
        if kept and kept.stamp == stamp and (kept.complete or not wait):
            return kept.router
        material = (wordbook_of(regio), helps_of(regio), places_of())
        engine = encoder()
        if engine is None or wait:
            router = _build(material, engine)
            _routers[regio.pk] = _Kept(stamp, router, complete=True)
            return router
        router = _build(material, None)
        _routers[regio.pk] = _Kept(stamp, router, complete=False)
    threading.Thread(target=_complete, args=(regio.pk, stamp, material, engine), daemon=True).start()
    return router


def _build(material: tuple[Wordbook, list[Help], list[str]], engine: Encoder | None) -> Router:
    book, helps, places = material
    return Router(book, helps, engine, settings.DATA / "vectors", places=places)


def _complete(
    key: int, stamp: tuple[object, ...], material: tuple[Wordbook, list[Help], list[str]], engine: Encoder
) -> None:
    try:
        router = _build(material, engine)
    except Exception:
        # The lexical router stays: an encoder that fails must never take the door away.
        logger.exception("The encoder failed; the router goes on without it.")
        return
    with _building:
        kept = _routers.get(key)
        if kept and kept.stamp == stamp:
            _routers[key] = _Kept(stamp, router, complete=True)


def places_of() -> list[str]:
    """Names of municipalities and villages: they say nothing about the language of a question nor about the need."""
    return [*Gemeente.objects.order_by("pk").values_list("naam", flat=True), *load_villages(DATA)]


def forget_routers() -> None:
    """Build every router anew at its next question (tests, changed files)."""
    with _building:
        _routers.clear()


def warm_up() -> None:
    """Build the routers of all active regions, so that the first visitor does not wait. Failure is only logged."""
    try:
        bare_router()
        for regio in Arbeidsmarktregio.objects.filter(active=True):
            router_for(regio, wait=False).answer("werk", page_language="nl")
    except Exception:
        logger.exception("The routers could not be built ahead.")
    finally:
        connection.close()


def ask(
    regio: Arbeidsmarktregio,
    question: str,
    *,
    page_language: str,
    language: str | None = None,
    asker: str | None = None,
    gemeente: str | None = None,
    answered: dict[str, str] | None = None,
    wait: bool = False,
    on: date | None = None,
) -> Answer:
    """Answer one question. Stores nothing.

    With a day, an age in the question counts: what is only for younger people on that day is not offered.
    """
    age = age_in(question) if on is not None else None
    limit = age_limit(regio, DOORSTROOMPUNT, on=on) if age is not None and on is not None else None
    preferences = follow_up.preferences(answered or {}, follow_ups())
    for code, points in age_preferences(age, limit.below if limit else None).items():
        preferences[code] = preferences.get(code, 0.0) + points
    answer = router_for(regio, wait=wait).answer(
        question,
        page_language=page_language,
        language=language or None,
        asker=asker or None,
        municipality=gemeente or None,
        preferences=preferences,
    )
    if age is None:
        return answer
    known: dict[str, object] = {"leeftijd": age}
    if limit is not None:
        known[conditions.DOORSTROOMPUNT] = limit.below
    refused = _not_for(regio, [found.id for found in answer.helps], known)
    return replace(
        answer,
        needs=without_too_young(answer.needs, age, limit.below if limit else None),
        helps=tuple(found for found in answer.helps if found.id not in refused),
    )


def _not_for(regio: Arbeidsmarktregio, codes: list[str], known: dict[str, object]) -> set[str]:
    """Entries with a hard condition that the known answers do not meet. Unknown stays open."""
    rows = Voorwaarde.objects.filter(
        instrument__regio=regio, instrument__code__in=codes, kind="hard", expression__contains="leeftijd"
    ).values_list("instrument__code", "expression")
    refused = set()
    for code, expression in rows:
        try:
            if conditions.evaluate(expression, known) == conditions.Verdict.NO:
                refused.add(code)
        except conditions.ConditionError:
            logger.warning("The test of a condition of entry %s cannot be read.", code)
    return refused


@transaction.atomic
def count_question(
    regio: Arbeidsmarktregio, answer: Answer, *, asker: str, at: datetime, chosen: bool = False
) -> None:
    """Count a question, or that the person went on with it: need, language, asker and day; nothing else."""
    if regio.soort == "oefen" or not answer.needs:
        return
    key = {
        "regio": regio,
        "day": at.date(),
        "need": answer.needs[0].code,
        # The code of the standard for a language that is not known.
        "language": "und" if answer.outside else answer.language,
        "asker": asker or "",
    }
    column = "chosen" if chosen else "asked"
    if not HulpTelling.objects.filter(**key).update(**{column: F(column) + 1}):
        HulpTelling.objects.bulk_create([HulpTelling(**key)], ignore_conflicts=True)
        HulpTelling.objects.filter(**key).update(**{column: F(column) + 1})
