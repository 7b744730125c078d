# SPDX-License-Identifier: EUPL-1.2
"""Addresses of papers and of the register of documents."""

from django.urls import path

from ..views import papers

urlpatterns = [
    path("beraad/documenten/", papers.documents, name="documents"),
    path("beraad/documenten/nieuw/", papers.document_new, name="document_new"),
    path("beraad/documenten.csv", papers.documents_csv, name="documents_csv"),
    path("beraad/agendapunt/<int:pk>/stuk/", papers.paper_new, name="paper_new"),
    path("beraad/stuk/<int:pk>/", papers.paper, name="paper"),
    path("beraad/stuk/<int:pk>/wijzigen/", papers.paper_change, name="paper_change"),
    path("beraad/stuk/<int:pk>/vervallen/", papers.paper_drop, name="paper_drop"),
    path("beraad/stuk/<int:pk>/versie/<int:nummer>/", papers.paper_file, name="paper_file"),
    path("beraad/vergadering/<int:pk>/stukken.pdf", papers.all_papers, {"form": "pdf"}, name="papers_pdf"),
    path("beraad/vergadering/<int:pk>/stukken.zip", papers.all_papers, {"form": "zip"}, name="papers_zip"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "documents": ("right:beraad.read", None),
    "document_new": ("right:stuk.write", None),
    "documents_csv": ("right:beraad.read", None),
    "paper_new": ("right:stuk.write", "agendapunt_pk"),
    "paper": ("right:beraad.read", "stuk_pk"),
    "paper_change": ("right:stuk.write", "stuk_pk"),
    "paper_drop": ("right:stuk.write", "stuk_pk"),
    "paper_file": ("right:beraad.read", "stuk_versie"),
    "papers_pdf": ("right:beraad.read", "vergadering_pk"),
    "papers_zip": ("right:beraad.read", "vergadering_pk"),
}
