# SPDX-License-Identifier: EUPL-1.2
"""The directory as Open Referral HSDS 3.0: every address of its API, read-only, for the region of the host."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from werkregio.connectors.hsds import writing
from werkregio.connectors.hsds.tables import VERSION
from werkregio.foundation import clock
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.text.normal import fold

from ..queries import hsds as queries
from ..queries import hsds_content as content
from ..queries.hsds_terms import taxonomies, taxonomy_code, terms, terms_by_id
from ..services.directory_search import search as search_words
from . import hsds_schemas as schemas
from .hsds_door import API_VERSION, json_answer, lines_answer, problem

PER_PAGE, MOST_PER_PAGE = 25, 100
# Somebody who asks for the short form wants to see everything at once.
MOST_MINIMAL = 10_000
_CHUNK = 100
_PROFILE = "https://github.com/openreferral/specification/tree/3.0"
_ERRORS = {400: schemas.Problem, 404: schemas.Problem}

api = NinjaAPI(
    title="Werkregio: hulp bij werk en leren (HSDS)",
    version=API_VERSION,
    description=(
        "De openbare wegwijzer van een arbeidsmarktregio als Open Referral HSDS 3.0. Alleen lezen, zonder "
        "inloggen. Teksten zijn Nederlands. Wat onbekend is, ontbreekt."
    ),
    urls_namespace="hsds",
    docs_url=None,
    openapi_url=None,
)

Words = Annotated[str, Query("", description="Full text search.", max_length=200)]
PageNumber = Annotated[int, Query(1, ge=1, le=1_000_000, description="Page number of paginated result.")]
PerPage = Annotated[
    int | None, Query(None, ge=1, le=MOST_PER_PAGE, description=f"Results on a page; {PER_PAGE} by default.")
]
Form = Annotated[
    Literal["json", "ndjson"],
    Query("json", description="`ndjson` streams all results without pages, one object on a line."),
]
Id = Annotated[str, Query("", max_length=64)]
ChangedAfter = Annotated[
    datetime | None,
    Query(None, description="Return all results modified on or after this moment; those that ended as well."),
]
YesNo = Annotated[bool, Query(False)]


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Every parameter that is wrong, at once."""
    errors = [(str(row["loc"][-1]), str(row["msg"])) for row in error.errors]
    return problem(400, "A parameter has a value that cannot be used.", errors)


@api.exception_handler(Http404)
def not_here(request: HttpRequest, error: Http404) -> HttpResponse:
    """Another region, not public, and no such thing look the same."""
    return problem(404, "There is nothing with this id.")


@api.get("/", response={200: schemas.About}, operation_id="getAPIMetaInformation")
def about(request: HttpRequest) -> Any:
    """Which version of HSDS this is, and where its description stands."""
    return json_answer(
        request,
        {"version": VERSION, "profile": _PROFILE, "openapi_url": f"{_site(request)}/hsds/v3/openapi.json"},
    )


@api.get(
    "/services",
    response={200: schemas.page_of(schemas.Service), 400: schemas.Problem},
    operation_id="getPaginatedListOfServices",
)
def services(
    request: HttpRequest,
    search: Words = "",
    page: PageNumber = 1,
    per_page: PerPage = None,
    format: Form = "json",
    taxonomy_term_id: Id = "",
    taxonomy_id: Id = "",
    organization_id: Id = "",
    modified_after: ChangedAfter = None,
    minimal: YesNo = False,
    full: YesNo = False,
) -> Any:
    """Services by name: with what they have one of, in full, or only id and moment of change."""
    regio = _regio(request)
    keys = _wanted(regio, search, taxonomy_term_id, taxonomy_id, organization_id, modified_after)
    if minimal:
        written = _written_minimal(regio)
        return _answer(request, keys, written, page, per_page or MOST_MINIMAL, format, key_modified)
    write = writing.service_full if full else writing.service_list_item

    def rows(some: Sequence[queries.ServiceKey]) -> list[Any]:
        here = content.region(regio, _site(request), clock.today())
        return [write(row) for row in content.services(here, some)]

    return _answer(request, keys, rows, page, per_page or PER_PAGE, format, key_modified)


@api.get(
    "/services/{id}", response={200: schemas.Service, **_ERRORS}, operation_id="getFullyNestedServiceById"
)
def service(request: HttpRequest, id: str) -> Any:
    """One service with everything under it."""
    regio = _regio(request)
    key = queries.all_keys(regio).get(id.lower())
    if key is None:
        raise Http404
    here = content.region(regio, _site(request), clock.today())
    found = content.services(here, [key])
    return json_answer(request, writing.service_full(found[0]), modified=key.modified)


@api.get(
    "/organizations",
    response={200: schemas.page_of(schemas.Organization), 400: schemas.Problem},
    operation_id="getPaginatedListOfOrganizations",
)
def organizations(
    request: HttpRequest,
    search: Words = "",
    full_service: YesNo = False,
    full: YesNo = False,
    page: PageNumber = 1,
    per_page: PerPage = None,
    format: Form = "json",
) -> Any:
    """Organisations that offer something here now, by name."""
    regio = _regio(request)
    here = content.region(regio, _site(request), clock.today())
    keys = queries.service_keys(regio)
    found = content.organisations(here, {key.partij for key in keys if key.partij})
    found = [row for row in found if _has_words(search, row.name, row.description)]

    def rows(some: Sequence[writing.Organisation]) -> list[Any]:
        if not full and not full_service:
            return [writing.organisation_head(row) for row in some]
        return _with_services(here, some, keys, full_service=full_service)

    return _answer(request, found, rows, page, per_page or PER_PAGE, format)


@api.get(
    "/organizations/{id}",
    response={200: schemas.Organization, **_ERRORS},
    operation_id="getOrganizationById",
)
def organization(request: HttpRequest, id: str, full_service: YesNo = False) -> Any:
    """One organisation with its places and services."""
    regio = _regio(request)
    here = content.region(regio, _site(request), clock.today())
    keys = queries.service_keys(regio)
    for row in content.organisations(here, {key.partij for key in keys if key.partij}):
        if row.id == id.lower():
            return json_answer(request, _with_services(here, [row], keys, full_service=full_service)[0])
    raise Http404


@api.get(
    "/taxonomies",
    response={200: schemas.page_of(schemas.Taxonomy), 400: schemas.Problem},
    operation_id="getPaginatedListOfTaxonomies",
)
def taxonomy_list(
    request: HttpRequest,
    search: Words = "",
    page: PageNumber = 1,
    per_page: PerPage = None,
    format: Form = "json",
) -> Any:
    """The lists of terms that are used here."""
    found = [row for row in taxonomies().values() if _has_words(search, row.name, row.description)]
    return _answer(request, found, _each(writing.taxonomy), page, per_page or PER_PAGE, format)


@api.get("/taxonomies/{id}", response={200: schemas.Taxonomy, **_ERRORS}, operation_id="getTaxonomyById")
def taxonomy(request: HttpRequest, id: str) -> Any:
    """One list of terms."""
    code = taxonomy_code(id)
    if code is None:
        raise Http404
    return json_answer(request, writing.taxonomy(taxonomies()[code]))


@api.get(
    "/taxonomy_terms",
    response={200: schemas.page_of(schemas.TaxonomyTerm), 400: schemas.Problem},
    operation_id="getPaginatedListOfTaxonomyTerms",
)
def term_list(
    request: HttpRequest,
    search: Words = "",
    page: PageNumber = 1,
    per_page: PerPage = None,
    format: Form = "json",
    taxonomy_id: Id = "",
    top_only: YesNo = False,
    parent_id: Id = "",
) -> Any:
    """Terms of all lists or of one. The lists are flat: each term is at the top and has no parent."""
    found = [
        term
        for term in terms().values()
        if (not taxonomy_id or term.taxonomy.id == taxonomy_id.lower())
        and not parent_id
        and _has_words(search, term.name, term.description, term.code)
    ]
    return _answer(request, found, _each(writing.term), page, per_page or PER_PAGE, format)


@api.get(
    "/taxonomy_terms/{id}",
    response={200: schemas.TaxonomyTerm, **_ERRORS},
    operation_id="getTaxonomyTermById",
)
def term(request: HttpRequest, id: str) -> Any:
    """One term."""
    key = terms_by_id().get(id.lower())
    if key is None:
        raise Http404
    return json_answer(request, writing.term(terms()[key]))


@api.get(
    "/service_at_locations",
    response={200: schemas.page_of(schemas.ServiceAtLocation), 400: schemas.Problem},
    operation_id="getPaginatedListOfServiceAtLocation",
)
def at_places(
    request: HttpRequest,
    search: Words = "",
    taxonomy_term_id: Id = "",
    taxonomy_id: Id = "",
    organization_id: Id = "",
    modified_after: ChangedAfter = None,
    full: YesNo = False,
    page: PageNumber = 1,
    per_page: PerPage = None,
    format: Form = "json",
    postcode: Annotated[str, Query("", max_length=16)] = "",
    proximity: Annotated[str, Query("", max_length=16)] = "",
) -> Any:
    """Services at the places where they are given.

    `postcode` and `proximity` are answered with 400: no table of postcodes is kept here. The area of each
    service is in `service_areas`, by the code of the municipality.
    """
    refused = [(name, "Not kept here: use service_areas.") for name, value in
               (("postcode", postcode), ("proximity", proximity)) if value]  # fmt: skip
    if refused:
        return problem(400, "This API cannot place a postcode.", refused)
    regio = _regio(request)
    keys = _wanted(regio, search, taxonomy_term_id, taxonomy_id, organization_id, modified_after)
    pairs = [(key, place) for key in keys for place in key.places]

    def rows(some: Sequence[tuple[queries.ServiceKey, str]]) -> list[Any]:
        here = content.region(regio, _site(request), clock.today())
        return _at_places(here, some, full=full)

    return _answer(
        request, pairs, rows, page, per_page or PER_PAGE, format, lambda pair: key_modified(pair[0])
    )


@api.get(
    "/service_at_locations/{id}",
    response={200: schemas.ServiceAtLocation, **_ERRORS},
    operation_id="getServiceAtLocationWithNestedDataById",
)
def at_place(request: HttpRequest, id: str) -> Any:
    """One service at one place."""
    regio = _regio(request)
    for key in queries.all_keys(regio).values():
        for place in key.places:
            if queries.at_place_id(key.id, place) == id.lower():
                here = content.region(regio, _site(request), clock.today())
                return json_answer(
                    request, _at_places(here, [(key, place)], full=True)[0], modified=key.modified
                )
    raise Http404


def key_modified(key: queries.ServiceKey) -> datetime:
    return key.modified


def _regio(request: HttpRequest) -> Arbeidsmarktregio:
    regio = regio_queries.regio(request)
    if regio is None:
        raise Http404
    return regio


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _wanted(
    regio: Arbeidsmarktregio,
    search: str,
    term_id: str,
    taxonomy_id: str,
    organisation_id: str,
    modified_after: datetime | None,
) -> list[queries.ServiceKey]:
    if modified_after is not None and modified_after.tzinfo is None:
        modified_after = modified_after.replace(tzinfo=UTC)
    found = search_words(regio, search).ids if search.strip() else None
    return queries.service_keys(
        regio, queries.Filter(term_id, taxonomy_id, organisation_id, modified_after, found)
    )


def _written_minimal(regio: Arbeidsmarktregio) -> Callable[[Sequence[queries.ServiceKey]], list[Any]]:
    def rows(some: Sequence[queries.ServiceKey]) -> list[Any]:
        statuses = content.statuses(some, clock.today())
        return [
            writing.service_minimal(
                writing.Service(
                    key.id, key.name, statuses[key.id], last_modified=content.moment(key.modified)
                )
            )
            for key in some
        ]

    return rows


def _with_services(
    here: content.Region,
    rows: Sequence[writing.Organisation],
    keys: Sequence[queries.ServiceKey],
    *,
    full_service: bool,
) -> list[Any]:
    """Organisations in full; their services with id, name and status, or in full as well."""
    wanted = {row.id for row in rows}
    by_partij = content.organisation_ids(here, keys)
    own = [key for key in keys if key.partij and by_partij[key.partij] in wanted]
    listed: dict[str, list[Any]] = {row.id: [] for row in rows}
    for found in content.services(here, own):
        if found.organisation is None:
            continue
        short = {"id": found.id, "name": found.name, "status": found.status}
        whole = writing.service_full(found) if full_service else short
        whole.pop("organization", None)
        listed[found.organisation.id].append(whole)
    return [{**writing.organisation_full(row), "services": listed[row.id]} for row in rows]


def _at_places(
    here: content.Region, pairs: Sequence[tuple[queries.ServiceKey, str]], *, full: bool
) -> list[Any]:
    found = {row.id: row for row in content.services(here, list({key.id: key for key, _ in pairs}.values()))}
    rows = []
    for key, place_id in pairs:
        row = found[key.id]
        sid = queries.at_place_id(key.id, place_id)
        place = next(place for at, place in row.places if at == sid)
        write = writing.at_place_full if full else writing.at_place_list_item
        rows.append(write(sid, place, row))
    return rows


def _each(write: Callable[[Any], Any]) -> Callable[[Sequence[Any]], list[Any]]:
    return lambda some: [write(row) for row in some]


def _has_words(query: str, *texts: str) -> bool:
    """Whether every word stands in one of the texts, without regard to capitals and accents."""
    plain = fold(" ".join(texts).casefold())
    return all(word in plain for word in fold(query.casefold()).split())


def _answer(
    request: HttpRequest,
    found: Sequence[Any],
    rows: Callable[[Sequence[Any]], list[Any]],
    page: int,
    per_page: int,
    form: str,
    modified: Callable[[Any], datetime] | None = None,
) -> HttpResponseBase:
    """One page in its envelope, or everything as a stream."""
    if form == "ndjson":

        def stream() -> Iterator[Any]:
            for start in range(0, len(found), _CHUNK):
                yield from rows(found[start : start + _CHUNK])

        return lines_answer(stream())
    some = found[(page - 1) * per_page : page * per_page]
    contents = rows(some) if some else []
    pages = max(1, -(-len(found) // per_page))
    answer = {
        "total_items": len(found),
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": contents,
    }
    last = max(map(modified, some), default=None) if modified else None
    return json_answer(request, answer, modified=last)
