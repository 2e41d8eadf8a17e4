"""Pages and files of figures."""

from hub.statistics.views.files import csv_file, xlsx_file
from hub.statistics.views.pages import figures_page

__all__ = ["csv_file", "figures_page", "xlsx_file"]
