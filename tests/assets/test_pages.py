"""Scripts and styles on pages: named by tags alone, with the hashes of what is served."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import RequestFactory, override_settings

from hub.assets.files import content, integrity
from hub.assets.hashes import integrity_of
from hub.assets.modules import COMMENT, brought, imports, later
from tests.test_project import tracked

TEMPLATES = [path for path in tracked() if path.suffix == ".html" and "tests" not in path.parts]
SCRIPTS = [path for path in tracked() if path.suffix == ".js" and "static" in path.parts]
BY_HAND = re.compile(r"<script|rel=.?(?:stylesheet|modulepreload)|<style", re.IGNORECASE)
NAMED = re.compile(r"\{% (?:module|stylesheet) '([^']+)' %\}")


def test_no_template_writes_a_script_or_style_by_hand() -> None:
    by_hand = [str(path) for path in TEMPLATES if BY_HAND.search(path.read_text(encoding="utf-8"))]
    assert not by_hand, (
        "Write {% module '…' %} and {% stylesheet '…' %}: without its hash a script is blocked."
    )


def test_every_named_file_and_all_that_it_brings_is_there() -> None:
    named = {name for path in TEMPLATES for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 30
    for name in named:
        assert content(name)
        if name.endswith(".js"):
            assert all(content(one) for one in brought(name))


def test_modules_name_what_they_import_where_it_can_be_read() -> None:
    """A name that is worked out would load what no page has named, and the policy would refuse it."""
    for path in SCRIPTS:
        source = COMMENT.sub(b"", path.read_bytes())
        assert len(later(source)) == len(re.findall(rb"\bimport\s*\(", source)), path
        assert len(imports(source)) == len(re.findall(rb"\b(?:from|import)\s*[\"']\.", source)), path
        assert all(one.startswith(("./", "../")) for one in (*imports(source), *later(source))), path


def test_what_is_imported_later_is_named_too() -> None:
    assert "messaging/js/polls.js" in brought("messaging/js/thread.js")


def test_what_is_imported_stands_before_what_imports_it() -> None:
    order = brought("hub/js/request.js")
    for at, name in enumerate(order):
        beside = [join(dirname(name), one) for one in imports(content(name))]
        assert {normpath(one) for one in beside} <= {*order[:at]}


def test_a_page_names_every_module_once_and_before_its_scripts() -> None:
    page = Template("{% module 'hub/js/frame.js' %}{% module 'hub/js/request.js' %}")
    text = page.render(Context({"request": RequestFactory().get("/")}))
    links = re.findall(r'modulepreload" href="/static/([^"]+)" integrity="([^"]+)"', text)
    assert len(links) == len({name for name, _ in links}) > 40
    assert {name for name, _ in links} == {*brought("hub/js/frame.js"), *brought("hub/js/request.js")}
    assert all(seal == integrity_of(content(name)) for name, seal in links)
    assert text.index("modulepreload") < text.index('src="/static/hub/js/frame.js"')
    assert text.endswith(
        f'src="/static/hub/js/request.js" integrity="{integrity("hub/js/request.js")}"></script>'
    )


def test_modules_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text('import "./two.js";\n')
    (tmp_path / "two.js").write_text('import { a } from "./one.js";\n')
    with override_settings(STATICFILES_DIRS=[tmp_path]):
        finders.get_finder.cache_clear()  # type: ignore[attr-defined]
        with pytest.raises(ValueError, match=r"one.js > two.js > one.js"):
            brought("one.js")
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]
