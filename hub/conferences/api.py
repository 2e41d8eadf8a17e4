"""Conferences over HTTP: editions, what surrounds them, and their acts."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.errors import Invalid
from hub.base.openapi import TEXT, many, maybe, shape
from hub.conferences import queries, queries_rows, schemas
from hub.conferences.actions import editions, meeting, statements
from hub.conferences.queries_lineage import accounts


def given(request: Request) -> dict[str, Any]:
    """The fields of a body. Raises Invalid bad_json for anything but an object."""
    if not isinstance(request.data, dict):
        raise Invalid("bad_json", _("Send an object with named fields."))
    return dict(request.data)


class SeriesList(APIView):
    """Series of conferences."""

    @schemas.read("conference_series", shape(series=many(schemas.SERIES)))
    def get(self, request: Request) -> Response:
        """Those of which the caller sees an edition or which the caller organises, by code."""
        rows = queries.series_of(acting_for(request))
        return Response({"series": [queries_rows.series_row(one) for one in rows]})

    @schemas.write("add_conference_series", schemas.SERIES, 201)
    def post(self, request: Request) -> Response:
        """{"code": "GLOACT", "name": {"en": …}, "network"?}. Only the organiser."""
        by = acting_for(request)
        return Response(queries_rows.series_row(editions.add_series(given(request), by=by, now=now())), 201)


class Conferences(APIView):
    """All editions."""

    @schemas.read(
        "conferences",
        shape(conferences=many(schemas.CONFERENCE), next=maybe(TEXT)),
        schemas.FILTERS,
    )
    def get(self, request: Request) -> Response:
        """A page of 50, the newest first, of what the caller may see."""
        page = queries.conference_page(acting_for(request), request.query_params.dict())
        rows = [queries_rows.conference_row(one) for one in page.rows]
        return Response({"conferences": rows, "next": page.next})

    @schemas.write("add_conference", schemas.CONFERENCE, 201)
    def post(self, request: Request) -> Response:
        """{"series", "title", "start", "end", …}: a new edition. Only the organiser."""
        by, data = acting_for(request), given(request)
        series = data.pop("series", "")
        one = editions.begin(series if isinstance(series, str) else "", data, by=by, now=now())
        return Response(queries_rows.conference_row(one), 201)


class OneConference(APIView):
    """One edition."""

    @schemas.read("conference", schemas.CONFERENCE_WHOLE)
    def get(self, request: Request, pk: UUID) -> Response:
        """With delegations by source, programme, sets, and what may be done now."""
        by = acting_for(request)
        return Response(queries_rows.conference_json(queries.conference(by, pk), by))

    @schemas.write("change_conference", schemas.CONFERENCE)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change title, place, days, aims, visibility, predecessor. Number and symbol stay."""
        by = acting_for(request)
        return Response(queries_rows.conference_row(editions.change(pk, given(request), by=by, now=now())))


class ConferenceActs(APIView):
    """Acts on a conference."""

    @schemas.write("act_on_conference", schemas.CONFERENCE)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"act"}: open_registration, open_session, start_drafting, follow_up, close, cancel; clone with the
        fields of the new edition; answer with {"status": registered | declined} for the own country."""
        by, data = acting_for(request), given(request)
        act = data.pop("act", "")
        if act == "clone":
            return Response(queries_rows.conference_row(editions.clone(pk, data, by=by, now=now())), 201)
        if act == "answer":
            meeting.answer_invitation(pk, data.get("status"), by=by, now=now())
            return Response(queries_rows.conference_row(queries.conference(by, pk)))
        one = editions.move(pk, act if isinstance(act, str) else "", by=by, now=now())
        return Response(queries_rows.conference_row(one))


class Lineage(APIView):
    """What an edition accounts for."""

    @schemas.read("conference_lineage", schemas.ACCOUNTS)
    def get(self, request: Request, pk: UUID) -> Response:
        """Every recommendation of the edition before, that the caller sees, with its fate; "" is none yet."""
        by = acting_for(request)
        found = queries.seen_accounts(by, accounts(queries.conference(by, pk)))
        rows = [queries_rows.account_row(one) for one in found]
        return Response({"accounts": rows, "unaccounted": sum(not one.fate for one in found)})


class Delegations(APIView):
    """Who was there, by source."""

    @schemas.write("list_delegation", schemas.DELEGATION, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"country" or "name", "source", "role"?, "status"?}. Sources may disagree: each has its row."""
        row = meeting.list_delegation(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.delegation_row(row), 201)


class OneDelegation(APIView):
    """One row of the list."""

    @schemas.write("remove_delegation", None, 204, None)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Take out a row listed by mistake."""
        meeting.remove_delegation(pk, by=acting_for(request), now=now())
        return Response(status=204)


class Agenda(APIView):
    """The programme."""

    @schemas.write("add_agenda_item", schemas.ITEM, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"number", "day", "title", "start"?, "end"?, "place"?}."""
        row = meeting.add_item(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.item_row(row), 201)


class OneItem(APIView):
    """One item of the programme."""

    @schemas.write("change_agenda_item", schemas.ITEM)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change it."""
        row = meeting.change_item(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.item_row(row))

    @schemas.write("remove_agenda_item", None, 204, None)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Take it out."""
        meeting.remove_item(pk, by=acting_for(request), now=now())
        return Response(status=204)


class Groups(APIView):
    """Working groups."""

    @schemas.write("add_working_group", schemas.GROUP, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"theme", "name"?, "chair"?, "rapporteur"?}; chair and rapporteur are focal points."""
        row = meeting.add_group(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.group_row(row), 201)


class OneGroup(APIView):
    """One working group."""

    @schemas.write("change_working_group", schemas.GROUP)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change theme, name, chair or rapporteur."""
        row = meeting.change_group(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.group_row(row))


class GroupMembers(APIView):
    """Posts on a working group."""

    @schemas.write("seat_in_group", None, 204)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"post", "edits"?}: seat it, with the pen or without; {"post", "remove": true}: unseat it."""
        by, data = acting_for(request), given(request)
        if data.get("remove") is True:
            meeting.unseat(pk, data.get("post"), by=by, now=now())
        else:
            meeting.seat(pk, data.get("post"), data.get("edits"), by=by, now=now())
        return Response(status=204)


class Statements(APIView):
    """What delegations tell."""

    @schemas.write("add_statement", schemas.STATEMENT, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"title", "text", "language"?}: a draft of the own delegation."""
        row = statements.add_statement(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.statement_row(row), 201)


class OneStatement(APIView):
    """One statement."""

    @schemas.write("change_statement", schemas.STATEMENT)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change a draft of the own country; {"clear": true} by a second officer makes it readable."""
        by, data = acting_for(request), given(request)
        if data.get("clear") is True:
            return Response(queries_rows.statement_row(statements.clear_statement(pk, by=by, now=now())))
        return Response(queries_rows.statement_row(statements.change_statement(pk, data, by=by, now=now())))


class StatementDraft(APIView):
    """A library draft made of a statement."""

    @schemas.write("shelve_statement", schemas.SHELVED, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"type"?}: a draft of the own country with the statement's words, tied to it and the conference."""
        made = statements.shelve_statement(pk, given(request), by=acting_for(request), now=now())
        return Response({"item": str(made)}, 201)
