# SPDX-License-Identifier: EUPL-1.2
"""Gives a document in the form that was asked for: a page to print, a PDF, a docx."""

from django.http import HttpResponse
from django.utils.text import slugify

from werkregio.design import documents
from werkregio.design.document_parts import Document, page_html

FORMS = ("html", "pdf", "docx")


def document_response(document: Document, form: str, *, name: str = "") -> HttpResponse:
    """A file to take along. Raises `DocumentUnavailableError` when this machine cannot make it."""
    if form == "pdf":
        content = documents.pdf(page_html(document), title=document.title, language=document.language)
    elif form == "docx":
        content = documents.docx(document)
    else:
        content = page_html(document).encode()
    response = HttpResponse(content, content_type=documents.MEDIA_TYPES[form])
    filename = f"{slugify(name or document.title)[:80] or 'document'}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
