"""The request parser of the API."""

from typing import Any

from rest_framework.parsers import JSONParser

from hub.base.json import MAX_BYTES, load


class StrictJSONParser(JSONParser):
    """JSON bounded in size, depth and numbers; the framework's own parser fails on some of it."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """The parsed body; raises Invalid (problem+json 400)."""
        del media_type, parser_context
        return load(stream.read(MAX_BYTES + 1))
