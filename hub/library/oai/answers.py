"""Answers as XML (OAI-PMH 2.0, sections 3 and 4), built as a tree."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings

from hub.library.models import HarvestRecord
from hub.library.oai import records
from hub.library.oai.requests import PREFIX, Asked, Refused, token
from hub.library.states import ItemType
from hub.publishing.http import absolute
from hub.publishing.xmlsafe import Element, child, document, register_namespace

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA, DC_SCHEMA = (
    "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
)
NAME = "Library of the Regional Cooperation Hub"
register_namespace("oai", OAI)
register_namespace("oai_dc", OAI_DC)
register_namespace("dc", DC)
register_namespace("xsi", XSI)


def answered(asked: Asked, now: datetime) -> bytes:
    """The answer to a checked request. Raises Refused when nothing matches."""
    root, sent = _root(now), {"verb": asked.verb}
    if asked.verb == "GetRecord":
        sent |= {"identifier": asked.identifier, "metadataPrefix": PREFIX}
    child(root, _oai("request"), absolute("/oai/"), **sent)
    body = child(root, _oai(asked.verb))
    WRITERS[asked.verb](body, asked, now)
    return document(root)


def refused(error: Refused, now: datetime) -> bytes:
    """The answer to a request that cannot be answered; such a request is not repeated in it."""
    root = _root(now)
    child(root, _oai("request"), absolute("/oai/"))
    child(root, _oai("error"), error.why, code=error.code)
    return document(root)


def _identify(body: Element, asked: Asked, now: datetime) -> None:
    del asked
    child(body, _oai("repositoryName"), NAME)
    child(body, _oai("baseURL"), absolute("/oai/"))
    child(body, _oai("protocolVersion"), "2.0")
    child(body, _oai("adminEmail"), settings.DEFAULT_FROM_EMAIL)
    child(body, _oai("earliestDatestamp"), _moment(records.earliest(now) or now))
    child(body, _oai("deletedRecord"), "persistent")
    child(body, _oai("granularity"), "YYYY-MM-DDThh:mm:ssZ")


def _formats(body: Element, asked: Asked, now: datetime) -> None:
    if asked.identifier:
        records.one(asked.identifier, now)
    made = child(body, _oai("metadataFormat"))
    child(made, _oai("metadataPrefix"), PREFIX)
    child(made, _oai("schema"), DC_SCHEMA)
    child(made, _oai("metadataNamespace"), OAI_DC)


def _sets(body: Element, asked: Asked, now: datetime) -> None:
    del asked, now
    for kind in ItemType:
        made = child(body, _oai("set"))
        child(made, _oai("setSpec"), f"type:{kind.value}")
        child(made, _oai("setName"), kind.value.replace("_", " ").capitalize())


def _record(body: Element, asked: Asked, now: datetime) -> None:
    _records(body, [records.one(asked.identifier, now)])


def _list(body: Element, asked: Asked, now: datetime) -> None:
    found, more = records.some(asked, now)
    if asked.verb == "ListRecords":
        _records(body, found)
    else:
        for one in found:
            _header(body, one, gone=one.deleted)
    if more:
        child(body, _oai("resumptionToken"), token(asked, (found[-1].stamp, found[-1].number)))
    elif asked.after:
        # The last page of a list that was resumed ends with an empty token (section 3.5).
        child(body, _oai("resumptionToken"))


def _records(body: Element, found: Sequence[HarvestRecord]) -> None:
    known = records.described(found)
    for one in found:
        made = child(body, _oai("record"))
        _header(made, one, gone=one.number not in known)
        if one.number in known:
            core = child(child(made, _oai("metadata")), f"{{{OAI_DC}}}dc")
            core.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {DC_SCHEMA}")
            for name, text, language in known[one.number]:
                child(core, f"{{{DC}}}{name}", text, lang=language)


def _header(parent: Element, one: HarvestRecord, *, gone: bool) -> None:
    made = child(parent, _oai("header"), status="deleted" if gone else "")
    child(made, _oai("identifier"), records.identifier(one.number))
    child(made, _oai("datestamp"), _moment(one.stamp))
    child(made, _oai("setSpec"), f"type:{one.type}")


def _root(now: datetime) -> Element:
    root = Element(_oai("OAI-PMH"), {f"{{{XSI}}}schemaLocation": f"{OAI} {SCHEMA}"})
    child(root, _oai("responseDate"), _moment(now))
    return root


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _oai(name: str) -> str:
    return f"{{{OAI}}}{name}"


WRITERS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}
