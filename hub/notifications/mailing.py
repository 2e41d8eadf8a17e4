"""E-mails that say as little as can be said: the word of a family and the hub's address.

Who reads an officer's mail on the way learns that something is new on the hub, and not on what, from whom,
or where. The message id is the same at every try, so that a mail server or a reader shows a repeated one
once; it is a keyed hash (HMAC, RFC 2104) that leads back to nothing.
"""

import logging
import smtplib
from collections.abc import Mapping
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from hub.notifications.kinds import FAMILIES, family

logger = logging.getLogger(__name__)


class Reader(NamedTuple):
    """Where an officer's mail goes and in which language."""

    address: str
    language: str


class Refused(Exception):  # noqa: N818 - the server's answer to one message
    """The server did not take one message; `final` if it never will. `slug` says why, without addresses."""

    def __init__(self, slug: str, *, final: bool = False) -> None:
        super().__init__(slug)
        self.slug, self.final = slug, final


class NoServer(Exception):  # noqa: N818 - a state of the world
    """There is no talking to the mail server now; other messages would fare the same."""


def one(reader: Reader, kind: str, name: str) -> EmailMessage:
    """The e-mail for one notification; `name` is the same at every try."""
    with translation.override(reader.language):
        return _message(reader, str(FAMILIES[family(kind)][0]), [], name)


def digest(reader: Reader, counts: Mapping[str, int], name: str) -> EmailMessage:
    """The e-mail of a day: how many of each family."""
    with translation.override(reader.language):
        lines = [f"{FAMILIES[key][1]}: {counts[key]}" for key in FAMILIES if counts.get(key)]
        return _message(reader, _("What is new on the hub"), lines, name)


def _message(reader: Reader, heading: str, lines: list[str], name: str) -> EmailMessage:
    digest_ = salted_hmac("hub.notifications.mail", name, algorithm="sha256").hexdigest()
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "hub.invalid"
    body = "\n".join([*(lines or [heading]), "", settings.HUB_ADDRESS, ""])
    headers = {"Message-ID": f"<{digest_[:40]}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(heading, body, settings.DEFAULT_FROM_EMAIL, [reader.address], headers=headers)


class Postman:
    """One connection to the mail server for a pass, opened when the first message goes."""

    def __init__(self) -> None:
        self._line = get_connection()

    def send(self, message: EmailMessage) -> None:
        """Hand over one message. Raises Refused or NoServer; neither names the address."""
        try:
            self._line.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _said in refusal.recipients.values()]
            raise Refused("refused", final=all(code >= 500 for code in codes)) from None
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            raise Refused(f"answer {refusal.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise NoServer(type(error).__name__) from None

    def close(self) -> None:
        """Hang up; a line that is broken already needs no more."""
        try:
            self._line.close()
        except (smtplib.SMTPException, OSError):
            logger.info("The mail server had hung up already.")
