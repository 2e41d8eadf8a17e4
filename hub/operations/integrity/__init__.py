"""Looking at everything the hub keeps, and naming what is not as it was signed."""

from hub.operations.integrity.findings import Finding
from hub.operations.integrity.walk import Seen, walk

__all__ = ["Finding", "Seen", "walk"]
