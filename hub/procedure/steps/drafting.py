"""The requesting side's own work: versions. Review and approval change the status alone."""

from hub.procedure.standing import Act, Link, MeasureStanding, Standing, Told
from hub.procedure.steps.effect import Changes


def content(act: Act) -> Changes:
    """What a draft and a transmission say of the content."""
    facts = act.facts
    return {
        "commitment": facts["commitment"],
        "legal_basis": facts["legal_basis"],
        "offence": facts["offence"],
        "urgent": facts["urgent"],
        "wanted_by": facts["wanted_by"],
        "measures": {m["label"]: MeasureStanding(m["code"]) for m in facts["measures"]},
    }


def version(act: Act) -> Changes:
    """A version: its content, to whom it goes, and what it belongs to."""
    facts = act.facts
    return {
        **content(act),
        "requested": facts["to"],
        "case": facts["case"],
        "links": tuple(Link(one["request"], one["kind"]) for one in facts["links"]),
        "drafter": act.officer,
        "version": act.event,
        "version_number": facts["number"],
    }


def told(standing: Standing, act: Act) -> Told:
    """The content in force, as the other side learns it by an act."""
    codes = {label: m.code for label, m in standing.measures.items()}
    return Told(act.event, standing.legal_basis, standing.offence, standing.urgent, standing.wanted_by, codes)


EFFECTS = {
    "mla.draft": lambda _before, act: version(act),
    "mla.share_draft": lambda before, act: {"told": told(before, act), "commented": False},
    "mla.comment_draft": lambda _before, _act: {"commented": True},
}
