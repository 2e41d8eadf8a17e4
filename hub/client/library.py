"""The library: search, read, cite, load files, send in something new. Nothing of it is sealed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from hub.client.connection import Connection, refusal
from hub.client.errors import Forged, NotFound, Unreachable, Usage
from hub.encryption.canonical import Json

NUMBER = re.compile(r"(?:HUB-LIB-)?0*([0-9]{1,9})(?:\.v([0-9]{1,6}))?", re.IGNORECASE)
PARTS = frozenset({"type", "facts", "detail", "texts", "files"})
FORMS = ("txt", "bib", "csl.json")
LARGEST = 25 * 1024 * 1024


@dataclass(frozen=True)
class Piece:
    """Something to send in, as read from a file: texts by language, the authoritative one said to be so."""

    type: str
    facts: Json
    detail: Json
    texts: Mapping[str, Json]
    files: Mapping[str, list[Path]] = field(default_factory=dict)

    @property
    def lead(self) -> str:
        """The language of the text that counts: the one that says so, else the first."""
        said = [code for code, text in self.texts.items() if text.get("authoritative")]
        return (said or list(self.texts))[0]


def read_piece(path: Path) -> Piece:
    """A piece from a JSON file; its files lie beside it. Raises Usage, naming what is wrong."""
    try:
        given = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Usage(f"{path} cannot be read as JSON: {error}.") from error
    if not isinstance(given, dict) or (extra := given.keys() - PARTS):
        unknown = f" and not {', '.join(sorted(extra))}" if isinstance(given, dict) else ""
        raise Usage(f"{path} should hold an object with {', '.join(sorted(PARTS))}{unknown}.")
    texts = given.get("texts")
    if not isinstance(texts, dict) or not texts or not all(isinstance(one, dict) for one in texts.values()):
        raise Usage(f"{path} needs “texts”: an object with a text for at least one language.")
    files = {code: [path.parent / name for name in names] for code, names in given.get("files", {}).items()}
    for one in (each for paths in files.values() for each in paths):
        if not one.is_file() or one.stat().st_size > LARGEST:
            raise Usage(f"{one} is not there, or is larger than 25 MB.")
    return Piece(str(given.get("type", "")), given.get("facts", {}), given.get("detail", {}), texts, files)


def search(connection: Connection, words: str, **facets: str | None) -> Iterator[Json]:
    """What the caller may see that holds the words, best first."""
    return connection.pages("library/search/", "items", q=words or None, **facets)


def find(connection: Connection, name: str) -> Json:
    """An item by number, identifier (with .v2 that version) or id. Raises NotFound, Usage."""
    if matched := NUMBER.fullmatch(name):
        item: Json = connection.get(f"library/numbers/{matched[1]}/")
        wanted = int(matched[2]) if matched[2] else None
        if wanted is None or wanted == item.get("version", {}).get("number"):
            return item
        older: Json = connection.get(f"library/items/{item['id']}/versions/{wanted}/")
        return older
    if not re.fullmatch(r"[0-9a-f-]{36}", name):
        raise Usage(f"“{name}” should be a number as in HUB-LIB-000012, or 12.")
    found: Json = connection.get(f"library/items/{name}/")
    return found


def text_of(item: Json, language: str | None = None) -> Json:
    """Its text in a language, else the one that counts. Raises NotFound for what was retired."""
    texts = item.get("version", {}).get("renditions", [])
    chosen = [one for one in texts if one["language"] == language]
    if language and not chosen:
        there = ", ".join(one["language"] for one in texts)
        raise NotFound(f"There is no text in “{language}”. There is: {there}.")
    chosen += [one for one in texts if one["authoritative"]]
    if not chosen:
        raise NotFound(f"{item['identifier']} was retired. {item.get('reason', '')}".strip())
    found: Json = chosen[0]
    return found


def cite(connection: Connection, name: str, form: str, language: str) -> str:
    """The citation that everybody gets; what is not public has none. Raises NotFound."""
    item = find(connection, name)
    version = item.get("version", {}).get("number")
    place = f"v{version}/" if version else ""
    path = f"/public/{quote(language)}/library/{item['number']}/{place}cite.{form}"
    try:
        response = connection.http.get(path, headers={"Authorization": ""})
    except httpx.TransportError as error:
        raise Unreachable(f"The line to the hub broke ({type(error).__name__}).", "network") from error
    if response.status_code == 404:
        raise NotFound("Only what is public can be cited. This is not public, or not published yet.")
    if not response.is_success:
        raise refusal(response)
    return response.text


def files_of(item: Json) -> list[Json]:
    """The files of every language, each with its language."""
    texts = item.get("version", {}).get("renditions", [])
    return [{**file, "language": text["language"]} for text in texts for file in text["files"]]


def load(connection: Connection, file: Json, folder: Path) -> Path:
    """Save a file under its own name, checked against its hash. Overwrites nothing. Raises Usage, Forged."""
    name = Path(str(file["name"])).name
    target = folder / name
    if not name or name.startswith(".") or target.exists():
        raise Usage(f"{target} is there already, or is no name for a file. Nothing was written.")
    with connection.stream(f"library/files/{file['id']}/") as response:
        data = response.read()
    if hashlib.sha256(data).hexdigest() != file["sha256"]:
        raise Forged(f"{name} is not the file that the item names. Nothing was written.", "hash")
    with target.open("xb") as out:
        out.write(data)
    return target


def begin(connection: Connection, piece: Piece) -> Json:
    """Send a piece in as a draft with all its texts and files. Seen by the own country alone."""
    lead = piece.lead
    sent = {"type": piece.type, "facts": piece.facts, "detail": piece.detail}
    item: Json = connection.post("library/items/", {**sent, "language": lead, "text": piece.texts[lead]})
    place = f"library/items/{item['id']}/texts"
    for code, text in piece.texts.items():
        if code != lead:
            connection.put(f"{place}/{code}/", text)
    for code, paths in piece.files.items():
        for path in paths:
            connection.put_bytes(f"{place}/{code}/files/{quote(path.name, safe='')}/", path.read_bytes())
    return find(connection, str(item["id"]))


def act(connection: Connection, item: Json, code: str, reason: str = "") -> Any:
    """submit, clear, return, review_pass, publish, revise or retire the version that was looked at."""
    sent = {"act": code, "reason": reason, "hash": item.get("version", {}).get("hash", "")}
    return connection.post(f"library/items/{item['id']}/acts/", sent)


def comment(connection: Connection, item: Json, text: str, parent: str | None = None) -> Json:
    """Say something about an item, or answer a comment."""
    said: Json = connection.post(f"library/items/{item['id']}/comments/", {"text": text, "parent": parent})
    return said


def used(connection: Connection, item: Json, note: str, result: str = "") -> Json:
    """Say that the own country used it too; a second person there clears that."""
    sent = {"note": note, "result": result}
    said: Json = connection.post(f"library/items/{item['id']}/replications/", sent)
    return said


def clear_used(connection: Connection, item: Json, replication: str) -> None:
    """Let others see what a colleague wrote of the own use."""
    connection.post(f"library/items/{item['id']}/replications/{replication}/clear/", {})
