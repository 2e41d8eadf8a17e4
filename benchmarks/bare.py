"""The baseline of the door: a bare Django view that inserts one row; same server, front and database."""

import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, JsonResponse
from django.urls import path

from hub import settings as hub
from hub.web.front import Front

settings.configure(
    DATABASES={
        "default": {
            **hub.DATABASES["default"],
            "NAME": str(Path(os.environ["HUB_STATE_DIR"]) / "bare.sqlite3"),
        }
    },
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="only for this measurement",  # noqa: S106
    MIDDLEWARE=[],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()


class Row(models.Model):
    """What came in."""

    body = models.JSONField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.pk)


def insert(request: HttpRequest) -> JsonResponse:
    """Parse the body, insert it, answer with its number."""
    row = Row(body=json.loads(request.body))
    row.save(force_insert=True)
    return JsonResponse({"id": row.pk}, status=201)


urlpatterns = [path("", insert)]
with connection.schema_editor() as editor:
    editor.create_model(Row)
application = Front(get_wsgi_application(), threads=1)
