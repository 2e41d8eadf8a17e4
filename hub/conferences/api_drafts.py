"""Sets and drafts over HTTP."""

from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from focal_points.acting import acting_for
from hub.base.clock import now
from hub.base.errors import Invalid
from hub.base.openapi import UUID as AN_ID
from hub.base.openapi import many, shape
from hub.conferences import inputs, queries, queries_rows, schemas
from hub.conferences.actions import adopting, drafting, lineage, proposing, publishing, sets
from hub.conferences.actions.on_sets import SET_ACTS
from hub.conferences.api import given


class Sets(APIView):
    """The sets of a conference."""

    @schemas.read("recommendation_sets", shape(sets=many(schemas.SET)))
    def get(self, request: Request, pk: UUID) -> Response:
        """Published ones; inside the mechanism also drafts."""
        by = acting_for(request)
        found = queries.sets(by, queries.conference(by, pk))
        return Response({"sets": [queries_rows.set_row(one) for one in found]})

    @schemas.write("add_recommendation_set", schemas.SET, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"title"?, "preamble"?, "language"?, "mode"?}: a new draft set."""
        made = sets.begin_set(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.set_row(made), 201)


class OneSet(APIView):
    """One set."""

    @schemas.read("recommendation_set", schemas.SET_WHOLE)
    def get(self, request: Request, pk: UUID) -> Response:
        """With its paragraphs, corrigenda, and what may be done now."""
        by = acting_for(request)
        return Response(queries_rows.set_json(queries.one_set(by, pk), by))

    @schemas.write("change_recommendation_set", schemas.SET)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change title, preamble or mode while it is drafted."""
        one = sets.change_set(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.set_row(one))


class SetActs(APIView):
    """Acts on a set."""

    @schemas.write("act_on_recommendation_set", schemas.SET_WHOLE)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"act"}: consolidate, reopen, start_silence (until), object (reason), adopt_by_consensus
        (meeting_no), open_vote (quorum, majority), vote (choice), close_vote (meeting_no), publish
        (confirmed: the hash of the text that was seen), supersede, reorder (order).

        409 names what stands in the way.
        """
        by, data = acting_for(request), given(request)
        act = data.pop("act", "")
        do = SET_ACTS.get(act) if isinstance(act, str) else None
        queries.one_set(by, pk)
        if do is None:
            raise Invalid("unknown_act", _("There is no such act."), field="act")
        do(pk, data, by, now())
        return Response(queries_rows.set_json(queries.one_set(by, pk), by))


class Objections(APIView):
    """One objection."""

    @schemas.write("lift_objection", None, 204, None)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Lift an objection of the own country; the row stays."""
        adopting.lift(pk, by=acting_for(request), now=now())
        return Response(status=204)


class Drafts(APIView):
    """Drafts in a set."""

    @schemas.write("add_recommendation", schemas.RECOMMENDATION, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"body", "group"?, "themes"?, …}; {"ancestor", "group"?, "kind"?} carries one over."""
        by, data = acting_for(request), given(request)
        add = lineage.carry_over if "ancestor" in data else drafting.add
        row = add(pk, data, by=by, now=now())
        return Response(queries_rows.recommendation_row(row, queries.newest(row)), 201)


class Fates(APIView):
    """What became of ancestors that nothing new points to."""

    @schemas.write("record_fate", None, 204)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"ancestor", "fate", "reason"}; dropped needs a reason."""
        lineage.record_fate(pk, given(request), by=acting_for(request), now=now())
        return Response(status=204)


class Corrigenda(APIView):
    """Corrections of a published set."""

    @schemas.write("add_corrigendum", schemas.CORRIGENDUM, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"language", "para_no", "old", "new", "reason"?}. The published text stays as it was."""
        row = publishing.correct(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.corrigendum_row(row), 201)


class OneRecommendation(APIView):
    """One recommendation."""

    @schemas.read("recommendation", schemas.RECOMMENDATION_WHOLE)
    def get(self, request: Request, pk: UUID) -> Response:
        """In all its languages, with proposals, ancestors and descendants, and what the caller may do."""
        by = acting_for(request)
        return Response(queries_rows.recommendation_json(queries.recommendation(by, pk), by))

    @schemas.write("change_recommendation", schemas.RECOMMENDATION)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change themes, addressees and other details of a draft; {"withdrawn"} takes it out or back in."""
        by, data = acting_for(request), given(request)
        row = drafting.alter(pk, data, by=by, now=now())
        return Response(queries_rows.recommendation_row(row, queries.newest(row)))


class Texts(APIView):
    """The revisions of a text."""

    @schemas.write("save_recommendation_text", schemas.SAVED, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"body", "base", "language"?, "translation"?, "note"?}: the next revision.

        If others saved since `base`, both changes go together (`merged`); where both changed the same words
        both wordings stay in brackets (`conflict`). Nothing is lost.
        """
        saved = drafting.save_text(pk, given(request), by=acting_for(request), now=now())
        body = {"revision": saved.text.revision, "body": saved.text.body, "outcome": str(saved.outcome)}
        return Response(body, 201)


class Revisions(APIView):
    """The history of a text."""

    @schemas.read("recommendation_revisions", shape(revisions=many(schemas.REVISION)))
    def get(self, request: Request, pk: UUID, language: str) -> Response:
        """Every revision in a language, newest first."""
        row = queries.recommendation(acting_for(request), pk)
        found = queries.revisions(row, language)
        return Response({"revisions": [queries_rows.text_row(one) for one in found]})


class Changes(APIView):
    """What changed."""

    @schemas.read(
        "recommendation_changes",
        schemas.CHANGES,
        [OpenApiParameter("old", int, required=True), OpenApiParameter("new", int, required=True)],
    )
    def get(self, request: Request, pk: UUID, language: str) -> Response:
        """Between two revisions: [["equal" | "delete" | "insert", text], …]. Revision 0 is the empty text."""
        row, asked = queries.recommendation(acting_for(request), pk), request.query_params
        number = inputs.whole(0, 1_000_000)
        old, new = (inputs.field(name, number, asked.get(name)) for name in ("old", "new"))
        return Response({"ops": queries.compare(row, language, old, new)})


class Proposals(APIView):
    """Changes that delegations propose."""

    @schemas.write("propose_change", schemas.PROPOSAL, 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"kind": replace | insert | delete | add_new, "body"?, "base"?, "reason"?} for the own country."""
        made = proposing.propose(pk, given(request), by=acting_for(request), now=now())
        return Response(queries_rows.proposal_row(made), 201)


class OneProposal(APIView):
    """One proposal."""

    @schemas.write("answer_proposal", schemas.PROPOSAL)
    def patch(self, request: Request, pk: UUID) -> Response:
        """{"disposition": accepted | partly | rejected, "answer"?, "body"?}; withdrawn by its author."""
        by, data = acting_for(request), given(request)
        if data.get("disposition") == "withdrawn":
            return Response(queries_rows.proposal_row(proposing.withdraw(pk, by=by, now=now())))
        return Response(queries_rows.proposal_row(proposing.dispose(pk, data, by=by, now=now())))


class Links(APIView):
    """Ties to ancestors."""

    @schemas.write("add_ancestor", shape(id=AN_ID), 201)
    def post(self, request: Request, pk: UUID) -> Response:
        """{"ancestor", "kind", "note"?}; dropping needs a note."""
        row = lineage.add_link(pk, given(request), by=acting_for(request), now=now())
        return Response({"id": str(row.pk)}, 201)


class OneLink(APIView):
    """One tie."""

    @schemas.write("remove_ancestor", None, 204, None)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Take it away while the text is drafted."""
        lineage.remove_link(pk, by=acting_for(request), now=now())
        return Response(status=204)
