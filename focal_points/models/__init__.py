"""Who takes part: countries, posts, officers, seats, keys, directory."""

from focal_points.models.calendar import CalendarLink
from focal_points.models.chain import ChainStatement, FocalPointKey, SeedWrap, WaitingStatement
from focal_points.models.country import Country, TreatyStatus
from focal_points.models.directory import DirectoryEntry
from focal_points.models.factor import BackupCode, Factor
from focal_points.models.joining import AccessToken, Invitation
from focal_points.models.lifecycle import Device, NewKeys
from focal_points.models.network import Network, NetworkMember
from focal_points.models.officer import Officer, Role, Seat
from focal_points.models.post import FocalPoint, PostType, of_states
from focal_points.models.session import OfficerSession

__all__ = [
    "AccessToken",
    "BackupCode",
    "CalendarLink",
    "ChainStatement",
    "Country",
    "Device",
    "DirectoryEntry",
    "Factor",
    "FocalPoint",
    "FocalPointKey",
    "Invitation",
    "Network",
    "NetworkMember",
    "NewKeys",
    "Officer",
    "OfficerSession",
    "PostType",
    "Role",
    "Seat",
    "SeedWrap",
    "TreatyStatus",
    "WaitingStatement",
    "of_states",
]
