"""Which tables stand behind the wall, and why the others do not. A new table needs one line here.

A table in neither list is closed to the hub's role altogether (tests/tenancy/test_tables.py says so sooner).
"""

from hub.tenancy.rules import (
    POSTS,
    Rule,
    by_country,
    by_group,
    by_officer,
    by_post,
    either,
    granted,
    hub_only,
    read_only,
    through,
)

STREAMS = "ledger_streamgroupobjectpermission"
HIT_UPON = (
    "SELECT 1 FROM deconfliction_hit h WHERE deconfliction_registration.id IN (h.earlier_id, h.later_id)"
)
LOGGED = " OR ".join(
    f"kind = '{kind}' AND EXISTS (SELECT 1 FROM {table} up WHERE up.id = transparency_leaf.row)"  # noqa: S608
    for kind, table in (("event", "ledger_receipt"), ("lapse", "mla_requests_lapse"))
)
TOLD_TO_REQUESTED = f"shared <> '' AND requested_id IN ({POSTS})"

BEHIND: dict[str, Rule] = {
    "ledger_stream": granted(STREAMS, "ledger_stream.id"),
    "ledger_streamgroupobjectpermission": by_group(),
    "ledger_streamuserobjectpermission": hub_only(),
    "ledger_party": granted(STREAMS, "stream_id"),
    "ledger_event": granted(STREAMS, "stream_id"),
    "ledger_part": through("ledger_event", "event_id"),
    "ledger_wrap": through("ledger_event", "event_id"),
    "ledger_sharedkey": through("ledger_event", "event_id"),
    "ledger_receipt": through("ledger_event", "event_id"),
    "ledger_erasure": through("ledger_event", "event_id"),
    "ledger_keeping": by_post("focal_point_id"),
    "ledger_term": by_post("focal_point_id"),
    "ledger_upload": either(by_officer(), by_post("focal_point_id"), granted(STREAMS, "stream")),
    "ledger_uploadblock": through("ledger_upload", "upload_id"),
    "mla_requests_mlarequest": either(
        by_post("requesting_id", "conducting_id"), Rule(TOLD_TO_REQUESTED, TOLD_TO_REQUESTED)
    ),
    "mla_requests_mlarequestgroupobjectpermission": by_group(),
    "mla_requests_mlarequestuserobjectpermission": hub_only(),
    "mla_requests_lapse": through("mla_requests_mlarequest", "request_id"),
    "mla_requests_measure": through("mla_requests_mlarequest", "request_id"),
    "mla_requests_savedview": by_officer(),
    "register_paperrequest": by_post("focal_point_id"),
    "exchanges_exchange": by_post("sender_id", "receiver_id"),
    "exchanges_exchangegroupobjectpermission": by_group(),
    "exchanges_exchangeuserobjectpermission": hub_only(),
    "agreements_agreement": by_post("proposer_id", "other_id"),
    "agreements_agreementgroupobjectpermission": by_group(),
    "agreements_agreementuserobjectpermission": hub_only(),
    "messaging_thread": granted("messaging_threadgroupobjectpermission", "messaging_thread.id"),
    "messaging_threadgroupobjectpermission": by_group(),
    "messaging_threaduserobjectpermission": hub_only(),
    "messaging_member": granted("messaging_threadgroupobjectpermission", "thread_id"),
    "messaging_threadlink": granted("messaging_threadgroupobjectpermission", "thread_id"),
    "notifications_notification": by_officer(),
    "notifications_preference": by_officer(),
    "notifications_delivery": through("notifications_notification", "notification_id"),
    "webhooks_endpoint": by_post("focal_point_id"),
    "webhooks_secret": through("webhooks_endpoint", "endpoint_id"),
    "webhooks_delivery": through("webhooks_endpoint", "endpoint_id"),
    "focal_points_device": by_officer(),
    "focal_points_waitingstatement": by_country(),
    "deconfliction_blindpair": by_post("proposer_id", "other_id"),
    "deconfliction_registration": either(by_post("focal_point_id"), read_only(f"EXISTS ({HIT_UPON})")),
    "deconfliction_hit": read_only(through("deconfliction_blindpair", "pair_id").seen),
    "transparency_leaf": read_only(f"kind = 'statement' OR {LOGGED}"),
}

SIGN_IN = "read before anybody is signed in, to find out who calls"
DIRECTORY = "chains and directory: all members read them, to check each other's keys"
SHARED = "shared openly; its own tokens of audience say with whom (hub.publishing)"
PUBLIC_LOG = "the log's public half: hashes of blinded leaves, signed states and who confirmed them"
MACHINERY = "Django's own: names of permissions, groups and kinds of rows"

OPEN: dict[str, str] = {
    "auth_group": MACHINERY,
    "auth_permission": MACHINERY,
    "auth_group_permissions": MACHINERY,
    "django_content_type": MACHINERY,
    "django_session": "empty: sessions are officers' rows",
    "guardian_groupobjectpermission": "empty: grants have tables of their own",
    "guardian_userobjectpermission": "empty: grants have tables of their own",
    "audit_auditrecord": "written by everybody, also before signing in; read by name and country",
    "notifications_once": "names of things said once; no tenant's data",
    "focal_points_country": DIRECTORY,
    "focal_points_treatystatus": DIRECTORY,
    "focal_points_focalpoint": DIRECTORY,
    "focal_points_seat": DIRECTORY,
    "focal_points_chainstatement": DIRECTORY,
    "focal_points_focalpointkey": DIRECTORY,
    "focal_points_directoryentry": DIRECTORY,
    "focal_points_network": DIRECTORY,
    "focal_points_networkmember": DIRECTORY,
    "focal_points_officer": SIGN_IN,
    "focal_points_officer_groups": MACHINERY,
    "focal_points_officer_user_permissions": MACHINERY,
    "focal_points_officersession": SIGN_IN,
    "focal_points_accesstoken": SIGN_IN,
    "focal_points_invitation": SIGN_IN,
    "focal_points_calendarlink": SIGN_IN,
    "focal_points_factor": SIGN_IN,
    "focal_points_backupcode": SIGN_IN,
    "focal_points_newkeys": "keys that wait for the country's signature; administrators read the public half",
    "focal_points_seedwrap": "keys sealed to officers; handed on within signed statements of the chain",
    "messaging_presence": "who is there: members show it to each other",
    "operations_jobrun": "when each job beside the server last ended",
    "transparency_log": PUBLIC_LOG,
    "transparency_tile": PUBLIC_LOG,
    "transparency_checkpoint": PUBLIC_LOG,
    "transparency_cosignature": PUBLIC_LOG,
    "statistics_figure": "figures without content; published sums count the rows of all countries",
    "statistics_release": "published",
}
# Whole rooms whose every table is there for the same reason.
OPEN_ROOMS: dict[str, str] = {"publishing_": SHARED, "library_": SHARED, "conferences_": SHARED}


def is_open(table: str) -> bool:
    """Whether a table is left open for a reason."""
    return table in OPEN or table.startswith(tuple(OPEN_ROOMS))
