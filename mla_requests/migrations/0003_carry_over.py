"""Carry what the first release kept in columns of its own over to the new ones."""

from django.db import migrations

UNSENT = ("draft", "in_review", "approved", "discarded")
BEGUN = ("in_execution", "executed", "partial", "not_possible")


def carry(apps, schema_editor):
    """Requests of the first release, row by row. Its requests had no clocks, so none run."""
    requests = apps.get_model("mla_requests", "MlaRequest")
    for request in requests.objects.prefetch_related("measures").iterator(chunk_size=500):
        measures = list(request.measures.all())
        request.state = _state(request, measures)
        if request.status not in UNSENT:
            request.shared, request.shared_ball = request.status, request.ball
            request.shared_at, request.channel = request.updated, "formal"
            request.times = {"sent": request.transmitted_at.isoformat()}
        request.offence = "other"
        request.save()


def _state(request, measures):
    # Questions had no topics then.
    state = {
        "links": [],
        "executing": any(m.status in BEGUN for m in measures),
        "open_questions": dict.fromkeys(request.open_questions, "other"),
        "last_question": request.last_question,
        "open_items": request.open_items,
        "last_item": request.last_item,
    }
    if request.consulted:
        state["consultation"] = {
            "topic": request.consulted,
            "measures": [],
            "by": "requested",
            "reply_by": request.consultation_reply_by.isoformat(),
            "answered": request.consultation_answered,
        }
    if request.transmission:
        state["told"] = {
            "event": str(request.transmission),
            "legal_basis": request.legal_basis,
            "offence": "other",
            "urgent": request.urgent,
            "wanted_by": request.wanted_by.isoformat() if request.wanted_by else None,
            "measures": {m.label: m.code for m in measures},
        }
    return state


class Migration(migrations.Migration):

    dependencies = [("mla_requests", "0002_the_whole_procedure")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
