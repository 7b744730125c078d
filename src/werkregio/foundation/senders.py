# SPDX-License-Identifier: EUPL-1.2
"""How a composed message leaves the house: one sender for each channel, chosen by setting.

A sender takes a `Parcel` and returns when the other side has taken it. It raises `SendError` with a
code, never with an address or a text, because codes are what stays.
"""

import smtplib
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

EMAIL, SMS, LETTER, WEBHOOK = "email", "sms", "letter", "webhook"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with address and words: it lives in memory while it is sent, and is kept nowhere."""

    channel: str
    to: str
    subject: str
    text: str
    language: str = "nl"
    # The same for every try, so that the other side can tell a second copy: Message-ID, webhook id.
    key: str = ""
    attachments: tuple[Attachment, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


class SendError(Exception):
    """The other side did not take it. `again` tells whether a later try can help."""

    def __init__(self, code: str, *, again: bool = True) -> None:
        super().__init__(code)
        self.code, self.again = code[:64], again


class ByHandError(Exception):
    """No machine sends this here: somebody prints it, or types it into a phone."""


class Sender(Protocol):
    """`repeatable`: the other side recognises a second copy, so a try that broke off may be done again."""

    repeatable: bool

    def send(self, parcel: Parcel) -> None: ...


class EmailSender:
    """E-mail through Django's mail settings."""

    repeatable = False

    def send(self, parcel: Parcel) -> None:
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
        message = EmailMessage(
            parcel.subject.replace("\n", " "),
            parcel.text,
            to=[parcel.to],
            headers={"Message-ID": f"<{parcel.key}@{domain}>", "Auto-Submitted": "auto-generated"}
            | parcel.headers,
        )
        for extra in parcel.attachments:
            message.attach(extra.name, extra.content, extra.media_type)
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise SendError("address-refused", again=all(400 <= code < 500 for code in codes)) from None
        except smtplib.SMTPResponseException as error:
            raise SendError(f"smtp-{error.smtp_code}", again=400 <= error.smtp_code < 500) from None
        except TimeoutError:
            raise SendError("mail-server-slow") from None
        except (smtplib.SMTPException, OSError):
            raise SendError("mail-server-away") from None


class HandSender:
    """Where no service is set: the message waits on the list for somebody to print or type it."""

    repeatable = True

    def send(self, parcel: Parcel) -> None:
        raise ByHandError


def sender_for(channel: str) -> Sender:
    """The sender that the settings name for this channel; a channel without one goes by hand."""
    path = settings.WERKREGIO_SENDERS.get(channel)
    return import_string(path)() if path else HandSender()
