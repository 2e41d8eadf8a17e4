"""Requests that were over before there was retention: kept from the day of their last act."""

from django.db import migrations


def begin(apps, schema_editor):
    """One row for each post on the streams of each request that is over."""
    requests = apps.get_model("mla_requests", "MlaRequest").objects.filter(status__in=("closed", "discarded"))
    party, keeping = apps.get_model("ledger", "Party"), apps.get_model("ledger", "Keeping")
    for request in requests.only("pk", "file_id", "updated").iterator(chunk_size=500):
        on = request.updated.date()
        places = party.objects.filter(stream__in=[request.file_id, request.pk], until_seq__isnull=True)
        rows = [
            keeping(stream_id=stream, focal_point_id=post, closed_on=on)
            for stream, post in places.values_list("stream_id", "focal_point_id")
        ]
        keeping.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [("mla_requests", "0004_drop_what_moved"), ("ledger", "0004_keeping_and_erasing")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
