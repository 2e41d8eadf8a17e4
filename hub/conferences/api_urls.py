"""API addresses, below /api/v1/conferences/."""

from django.urls import include, path

from hub.conferences import api, api_drafts

urlpatterns = [
    path("", api.Conferences.as_view(), name="api-conferences"),
    path("series/", api.SeriesList.as_view(), name="api-conference-series"),
    path("", include("hub.conferences.api_urls_followup")),
    path("", include("hub.conferences.api_urls_drafting")),
    path("<uuid:pk>/", api.OneConference.as_view(), name="api-conference"),
    path("<uuid:pk>/acts/", api.ConferenceActs.as_view(), name="api-conference-acts"),
    path("<uuid:pk>/lineage/", api.Lineage.as_view(), name="api-conference-lineage"),
    path("<uuid:pk>/delegations/", api.Delegations.as_view(), name="api-delegations"),
    path("<uuid:pk>/agenda/", api.Agenda.as_view(), name="api-agenda"),
    path("<uuid:pk>/groups/", api.Groups.as_view(), name="api-groups"),
    path("<uuid:pk>/statements/", api.Statements.as_view(), name="api-statements"),
    path("<uuid:pk>/sets/", api_drafts.Sets.as_view(), name="api-sets"),
    path("delegations/<uuid:pk>/", api.OneDelegation.as_view(), name="api-delegation"),
    path("agenda/<uuid:pk>/", api.OneItem.as_view(), name="api-agenda-item"),
    path("groups/<uuid:pk>/", api.OneGroup.as_view(), name="api-group"),
    path("groups/<uuid:pk>/members/", api.GroupMembers.as_view(), name="api-group-members"),
    path("statements/<uuid:pk>/", api.OneStatement.as_view(), name="api-statement"),
    path("statements/<uuid:pk>/library/", api.StatementDraft.as_view(), name="api-statement-draft"),
    path("sets/<uuid:pk>/", api_drafts.OneSet.as_view(), name="api-set"),
    path("sets/<uuid:pk>/acts/", api_drafts.SetActs.as_view(), name="api-set-acts"),
    path("sets/<uuid:pk>/recommendations/", api_drafts.Drafts.as_view(), name="api-set-drafts"),
    path("sets/<uuid:pk>/fates/", api_drafts.Fates.as_view(), name="api-set-fates"),
    path("sets/<uuid:pk>/corrigenda/", api_drafts.Corrigenda.as_view(), name="api-set-corrigenda"),
    path("objections/<uuid:pk>/", api_drafts.Objections.as_view(), name="api-objection"),
    path("recommendations/<uuid:pk>/", api_drafts.OneRecommendation.as_view(), name="api-recommendation"),
    path("recommendations/<uuid:pk>/texts/", api_drafts.Texts.as_view(), name="api-texts"),
    path(
        "recommendations/<uuid:pk>/texts/<slug:language>/",
        api_drafts.Revisions.as_view(),
        name="api-revisions",
    ),
    path(
        "recommendations/<uuid:pk>/texts/<slug:language>/changes/",
        api_drafts.Changes.as_view(),
        name="api-changes",
    ),
    path("recommendations/<uuid:pk>/proposals/", api_drafts.Proposals.as_view(), name="api-proposals"),
    path("recommendations/<uuid:pk>/ancestors/", api_drafts.Links.as_view(), name="api-ancestors"),
    path("proposals/<uuid:pk>/", api_drafts.OneProposal.as_view(), name="api-proposal"),
    path("ancestors/<uuid:pk>/", api_drafts.OneLink.as_view(), name="api-ancestor"),
]
