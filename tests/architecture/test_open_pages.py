# SPDX-License-Identifier: EUPL-1.2
"""Every page asks for signing in, except those on this list."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from . import world_parts

# Changing this list is a decision: a page that stands here shows no personal data to a stranger.
OPEN_PAGES = {
    "root",
    "live",
    "ready",
    "nothing_here",
    "portal:home",
    "portal:about",
    "portal:privacy",
    "portal:accessibility",
    "portal:open_source",
    "danger",
    "danger_start",
    "werkcentrum:aftercare",
    "werkcentrum:ask",
    "werkcentrum:calculator",
    "werkcentrum:topics",
    "werkcentrum:topic",
    "werkcentrum:instrument",
    "werkcentrum:gemeente",
    "werkcentrum:directory_csv",
    "werkcentrum:directory",
    "werkcentrum:contact",
    "werkcentrum:funds",
    "regio:invitation",
    "accounts:sign-up-closed",
    "accounts:sign-in",
    "accounts:oidc-callback",
    "accounts:broker-sign-up-closed",
    "werkcentrum:leave_question",
    "werkcentrum:partner_link",
    "werkcentrum:partner_link_act",
    "werkcentrum:mine",
    "werkcentrum:mine_add",
    "werkcentrum:mine_agree",
    "werkcentrum:mine_calendar",
    "werkcentrum:mine_cancel",
    "werkcentrum:mine_choose",
    "werkcentrum:mine_close",
    "werkcentrum:mine_confirm",
    "werkcentrum:mine_correct",
    "werkcentrum:mine_data",
    "werkcentrum:mine_export",
    "werkcentrum:mine_helped",
    "werkcentrum:mine_move",
    "werkcentrum:mine_refuse",
    "werkcentrum:mine_right",
    "werkcentrum:mine_stop",
    "werkcentrum:mine_withdraw",
    "werkcentrum:mine_letter",
    "werkcentrum:employer_home",
    "werkcentrum:employer_leave",
    "werkcentrum:group",
    "werkcentrum:switching",
    "hsds:about",
    "hsds:api-root",
    "hsds:document",
    "hsds:services",
    "hsds:service",
    "hsds:organizations",
    "hsds:organization",
    "hsds:taxonomy_list",
    "hsds:taxonomy",
    "hsds:term_list",
    "hsds:term",
    "hsds:at_places",
    "hsds:at_place",
    *(name for part in world_parts.parts() for name in part.OPEN_PAGES),
}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.callback.__name__}", pattern


def all_pages() -> dict[str, URLPattern]:
    return dict(patterns(get_resolver()))


def test_the_list_of_open_pages():
    open_pages = {
        name for name, pattern in all_pages().items() if not getattr(pattern.callback, "login_required", True)
    }
    ours = {name for name in open_pages if ":" in name or name in OPEN_PAGES}
    assert ours == OPEN_PAGES
