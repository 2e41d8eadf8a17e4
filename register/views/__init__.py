"""Pages of the register."""

from register.views.files import csv_file
from register.views.forms import entry_page, new_page
from register.views.lists import list_page

__all__ = ["csv_file", "entry_page", "list_page", "new_page"]
