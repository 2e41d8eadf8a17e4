"""What must be in place before the hub serves: its signing key."""

from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from hub.ledger import signing


@checks.register(checks.Tags.security, deploy=True)
def signing_key_is_there(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """An error if receipts could not be signed; run by `manage.py check --deploy`."""
    del app_configs, kwargs
    try:
        signing.private_key()
    except (ImproperlyConfigured, OSError) as error:
        return [checks.Error(str(error), id="ledger.E001")]
    return []
