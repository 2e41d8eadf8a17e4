"""The forms of a rule: which rows of a table an officer's statements may see and leave behind.

Posts are looked up from the officer at every statement, so a seat that ended shows nothing any more.
"""

from dataclasses import dataclass

OFFICER = "(SELECT NULLIF(current_setting('hub.officer', true), '')::uuid)"
SYSTEM = "(SELECT current_setting('hub.system', true) = 'on')"
POSTS = (
    f"SELECT s.focal_point_id FROM focal_points_seat s WHERE s.officer_id = {OFFICER} AND s.to_seq IS NULL"  # noqa: S608 - own names
)
GROUPS = f"SELECT f.group_id FROM focal_points_focalpoint f WHERE f.id IN ({POSTS})"  # noqa: S608


@dataclass(frozen=True)
class Rule:
    """`seen`: rows that are read, changed or removed; `left`: rows as they may be written."""

    seen: str
    left: str


def _same(condition: str) -> Rule:
    return Rule(condition, condition)


def by_post(*columns: str) -> Rule:
    """Rows whose column names one of the officer's posts."""
    return _same(" OR ".join(f"{column} IN ({POSTS})" for column in columns))


def by_officer(column: str = "officer_id") -> Rule:
    """Rows of the officer."""
    return _same(f"{column} = {OFFICER}")


def by_country(column: str = "country_id") -> Rule:
    """Rows of the officer's country."""
    return _same(f"{column} IN (SELECT o.country_id FROM focal_points_officer o WHERE o.id = {OFFICER})")  # noqa: S608


def by_group() -> Rule:
    """Grants to the groups of the officer's posts. None is written but by the hub."""
    return read_only(f"group_id IN ({GROUPS})")


def granted(grants: str, column: str) -> Rule:
    """Rows that belong to something granted to the officer's posts.

    By the row and not as a list: a post has ten thousand streams, and a page asks for one (docs/database.md).
    """
    found = f"SELECT 1 FROM {grants} g WHERE g.content_object_id = {column} AND g.group_id IN ({GROUPS})"  # noqa: S608
    return _same(f"EXISTS ({found})")


def read_only(condition: str) -> Rule:
    """Rows that officers read and the hub alone writes."""
    return Rule(condition, "false")


def through(table: str, column: str) -> Rule:
    """Rows that belong to a row of another table behind the wall, by its `id`."""
    return _same(f"EXISTS (SELECT 1 FROM {table} up WHERE up.id = {column})")  # noqa: S608


def hub_only() -> Rule:
    """No officer's."""
    return _same("false")


def either(*rules: Rule) -> Rule:
    """Rows of any of the rules."""
    return Rule(" OR ".join(f"({r.seen})" for r in rules), " OR ".join(f"({r.left})" for r in rules))
