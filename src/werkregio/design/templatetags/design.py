# SPDX-License-Identifier: EUPL-1.2
"""Template tags of the components; every template has them without loading. docs/design.md shows each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from werkregio.foundation.disclosure import DEFAULT_LIMIT, SIGN, Published

from .. import widgets
from ..icons import shapes_of
from ..summary import summary_entries

register = template.Library()

# Icons that point along the reading direction, mirrored from right to left.
TURNING = {
    "arrow-back-up",
    "arrow-right",
    "chevron-left",
    "chevron-right",
    "login",
    "logout",
    "send",
    "external-link",
}
BUTTON_CLASSES = {
    "primary": "nl-button nl-button--primary",
    "secondary": "nl-button nl-button--secondary",
    "subtle": "nl-button nl-button--subtle",
    "danger": "nl-button nl-button--secondary wr-button--danger",
    "on-dark": "nl-button nl-button--secondary wr-button--on-dark",
}
# Kind of an alert: class of the component, icon, role.
ALERTS = {
    "info": ("info", "info-circle", "status"),
    "success": ("ok", "circle-check", "status"),
    "warning": ("warning", "alert-triangle", "status"),
    "error": ("error", "alert-triangle", "alert"),
}
STATUS_KINDS = {"waits", "new", "done", "error", "info"}
HTMX_CONFIG = '{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true}'


register.filter("attributes", widgets.attributes)
register.filter("options", widgets.options)
register.filter("boxes", widgets.boxes)


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """One icon: decoration, or with a label an image that says something."""
    classes = "wr-icon"
    if size == "large":
        classes += " wr-icon--large"
    if name in TURNING:
        classes += " wr-icon--turns"
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" {} focusable="false">{}</svg>', classes, said, shapes_of(name)
    )


def _attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Keyword arguments as attributes: aria_label becomes aria-label. Scripts and styles never come this way."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    if refused := [name for name in named if name == "style" or name.startswith("on")]:
        raise template.TemplateSyntaxError(f"The content policy blocks {refused[0]}.")
    return flatatt({name: value for name, value in named.items() if value not in ("", None)})


@register.simple_tag
def button(
    text: str, kind: str = "primary", icon: str = "", type: str = "submit", **attrs: Any
) -> SafeString:
    """A button of a form; other arguments become attributes (name, value, formaction, aria_describedby)."""
    picture = _icon(icon) if icon else ""
    return format_html(
        '<button type="{}" class="{}"{}>{}{}</button>',
        type,
        BUTTON_CLASSES[kind],
        _attributes(attrs),
        picture,
        text,
    )


@register.simple_tag
def link_button(url: str, text: str, kind: str = "primary", icon: str = "", **attrs: Any) -> SafeString:
    """A link that looks like a button."""
    picture = _icon(icon) if icon else ""
    return format_html(
        '<a class="{}" href="{}"{}>{}{}</a>', BUTTON_CLASSES[kind], url, _attributes(attrs), picture, text
    )


_icon = icon


@register.simple_tag
def count(published: Published, limit: int = DEFAULT_LIMIT) -> SafeString | int:
    """A count as it may be shown: the number, or a dash that says why there is none."""
    if published.value is not None:
        return published.value
    why = _("Fewer than %(limit)s, or a second number that would give it away: not shown") % {"limit": limit}
    return format_html('<abbr title="{}">{}</abbr>', why, SIGN)


@register.inclusion_tag("design/tags/status.html")
def status(kind: str, text: str) -> dict[str, str]:
    """Where something stands: text and a shape, never colour alone."""
    return {"kind": kind if kind in STATUS_KINDS else "info", "text": text}


@register.simple_tag
def steps(now: int, total: int) -> SafeString:
    return format_html(
        '<p class="wr-steps">{}</p>', _("Step %(now)s of %(total)s") % {"now": now, "total": total}
    )


@register.simple_tag
def back_link(url: str, text: str = "") -> SafeString:
    return format_html(
        '<p class="wr-back"><a href="{}">{}{}</a></p>', url, icon("chevron-left"), text or _("Back")
    )


@register.simple_tag
def print_button(text: str = "") -> SafeString:
    """Hidden until a script runs: without one it could do nothing, and the browser prints by its own menu."""
    return format_html(
        '<button type="button" class="nl-button nl-button--secondary wr-print" data-wr-print hidden>{}{}</button>',
        icon("printer"),
        text or _("Print this page"),
    )


@register.simple_tag
def phone_link(phone: object, text: str = "") -> SafeString:
    """A number to call; its digits run from left to right in every language."""
    shown = str(phone)
    number = re.sub(r"[^\d+]", "", shown.replace("(0)", ""))
    return format_html(
        '<a class="wr-phone" href="tel:{}">{}<bdi dir="ltr">{}</bdi></a>',
        number,
        format_html("{} ", text) if text else "",
        shown,
    )


@register.simple_tag
def htmx() -> SafeString:
    """htmx 2 as django-htmx ships it, with settings that fit the content policy."""
    return format_html(
        '<meta name="htmx-config" content="{}"><script src="{}" defer></script>',
        HTMX_CONFIG,
        static("django_htmx/htmx-2.min.js"),
    )


@register.filter
def as_text(value: object) -> str:
    """A text stays a text, a list becomes one with commas."""
    if isinstance(value, str):
        return value
    return ", ".join(str(part) for part in value) if isinstance(value, Iterable) else str(value)


@register.simple_tag(takes_context=True)
def url_in(context: template.Context, code: str) -> str:
    """The address of this page in another language; the home page of that language when there is none."""
    request = context.get("request")
    if request is None:
        return f"/{code}/"
    here = request.get_full_path()
    there = translate_url(here, code)
    current = here.strip("/").split("/", 1)[0].split("?")[0]
    return there if there != here or current == code else f"/{code}/"


@register.inclusion_tag("design/tags/language_list.html")
def language_list(languages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"languages": languages}


@register.inclusion_tag("design/tags/language_buttons.html")
def language_buttons(languages: Sequence[Mapping[str, Any]], hidden: Any = ()) -> dict[str, Any]:
    """For a page that answers a POST: each language posts the same fields again. Such a post keeps no session,
    so it carries no token; the page that receives it refuses other origins."""
    pairs = hidden.items() if isinstance(hidden, Mapping) else hidden
    fields = [
        (name, value)
        for name, values in pairs
        for value in (values if isinstance(values, list | tuple) else [values])
    ]
    return {"languages": languages, "hidden": fields}


@register.inclusion_tag("design/tags/kpis.html")
def kpis(items: Iterable[Any]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("design/tags/facts.html")
def facts(pairs: Iterable[tuple[Any, Any]], columns: int = 1) -> dict[str, Any]:
    """Terms and what they are; a fact without a value is left out."""
    return {"pairs": [(term, value) for term, value in pairs if value not in ("", None)], "columns": columns}


@register.inclusion_tag("design/tags/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    return {"events": events}


@register.inclusion_tag("design/tags/breadcrumb.html")
def breadcrumb(items: Iterable[Any]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("design/tags/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page, param: str = "page") -> dict[str, Any]:
    """Links to other pages that keep what was searched and filtered."""
    request = context.get("request")

    def address(number: int) -> str:
        query = request.GET.copy() if request else None
        if query is None:
            return f"?{param}={number}"
        query[param] = str(number)
        return f"?{query.urlencode()}"

    entries: list[dict[str, Any]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            entries.append({"number": number, "url": address(number), "current": number == page.number})
        else:
            entries.append({"gap": True})
    return {
        "page": page,
        "entries": entries,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("design/tags/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What is wrong in the given forms and formsets, with a link to each field."""
    return {"entries": [entry for form in forms for entry in summary_entries(form)]}


@register.simple_block_tag(end_name="endalert")
def alert(content: str, kind: str = "info", heading: str = "") -> str:
    look, picture, role = ALERTS[kind]
    return render_to_string(
        "design/tags/alert.html",
        {"content": content, "heading": heading, "look": look, "picture": picture, "role": role},
    )


@register.simple_block_tag(end_name="enddetails")
def details(content: str, summary: str, open: bool = False) -> SafeString:
    return format_html(
        '<details class="wr-details"{}><summary>{}</summary><div class="wr-details__content">{}</div></details>',
        mark_safe(" open") if open else "",
        summary,
        content,
    )


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content: str, heading: str, icon: str = "search", level: int = 2) -> SafeString:
    return format_html(
        '<div class="wr-empty">{0}<h{1}>{2}</h{1}><div class="wr-empty__text">{3}</div></div>',
        _icon(icon, size="large"),
        int(level),
        heading,
        content,
    )


@register.simple_block_tag(end_name="endcard")
def card(
    content: str,
    title: str,
    url: str = "",
    badge: Any = "",
    facts: Iterable[tuple[Any, Any]] = (),
    level: int = 2,
    columns: int = 2,
) -> str:
    """One service or offer; the title is its only link. `badge` is a text or a list of texts."""
    badges = [badge] if isinstance(badge, str | Promise) else badge
    return render_to_string(
        "design/tags/card.html",
        {
            "content": content,
            "title": title,
            "url": url,
            "badges": [text for text in badges if text],
            "facts": facts or (),
            "level": level,
            "columns": columns,
        },
    )


# How far a dot or name may stand from the edge when no view box was given.
MAP_MARGIN = 60


def _plain(number: object) -> str:
    """A number as SVG reads it: with a point, whatever the language of the page."""
    return f"{float(str(number)):g}"


def _view_box(areas: Sequence[Mapping[str, Any]]) -> str:
    across = [float(str(area["label_x"])) for area in areas] or [0.0]
    down = [float(str(area["label_y"])) for area in areas] or [0.0]
    left, top = min(across) - MAP_MARGIN, min(down) - MAP_MARGIN
    width, height = max(across) + MAP_MARGIN - left, max(down) + MAP_MARGIN - top
    return " ".join(_plain(number) for number in (left, top, width, height))


@register.inclusion_tag("design/tags/region_map.html")
def region_map(
    areas: Iterable[Mapping[str, Any]],
    title: str,
    description: str = "",
    view_box: str = "",
    labels: bool = True,
    id: str = "wr-map",
) -> dict[str, Any]:
    """The municipalities of the region as one image. Colour is decoration: say values as `value`, or in a table."""
    given = list(areas)
    box = view_box or _view_box(given)
    drawn = [
        {
            "name": area["name"],
            "path": area["path"],
            "shade": int(area.get("shade") or (index % 4) + 2),
            "value": area.get("value", ""),
            "x": _plain(area["label_x"]) if area.get("label_x") is not None else "",
            "y": _plain(area["label_y"]) if area.get("label_y") is not None else "",
        }
        for index, area in enumerate(given)
    ]
    # About one fiftieth of the width: the same size on the page for every view box.
    dot = _plain(float(box.split()[2]) / 50)
    return {
        "areas": drawn,
        "title": title,
        "description": description,
        "view_box": box,
        "labels": labels,
        "dot": dot,
        "id": id,
    }
