"""Conferences: series and editions, who came, what was drafted, adopted, and what it builds on."""

from hub.conferences.models.adoption import Choice, Corrigendum, Objection, SymbolCounter, Vote
from hub.conferences.models.conference import Conference, Kind, Series, Visibility
from hub.conferences.models.followup import (
    Assessment,
    Commitment,
    NationalPosition,
    OutsideRecommendation,
    PendingImport,
    ReportingCycle,
    ReportingDue,
    StatusReport,
)
from hub.conferences.models.lineage import AncestorFate, Fate, LinkKind, RecommendationLink
from hub.conferences.models.meeting import (
    AgendaItem,
    Attendance,
    Delegation,
    DelegationRole,
    GroupMember,
    Statement,
    WorkingGroup,
)
from hub.conferences.models.presence import DraftPresence
from hub.conferences.models.recommendation import (
    Disposition,
    Force,
    ProposalKind,
    Recommendation,
    RecommendationText,
    TextProposal,
    Translation,
)
from hub.conferences.models.sets import Majority, Mode, RecommendationSet

__all__ = [
    "AgendaItem",
    "AncestorFate",
    "Assessment",
    "Attendance",
    "Choice",
    "Commitment",
    "Conference",
    "Corrigendum",
    "Delegation",
    "DelegationRole",
    "Disposition",
    "DraftPresence",
    "Fate",
    "Force",
    "GroupMember",
    "Kind",
    "LinkKind",
    "Majority",
    "Mode",
    "NationalPosition",
    "Objection",
    "OutsideRecommendation",
    "PendingImport",
    "ProposalKind",
    "Recommendation",
    "RecommendationLink",
    "RecommendationSet",
    "RecommendationText",
    "ReportingCycle",
    "ReportingDue",
    "Series",
    "Statement",
    "StatusReport",
    "SymbolCounter",
    "TextProposal",
    "Translation",
    "Visibility",
    "Vote",
    "WorkingGroup",
]
