"""What the demo prints when it is ready."""

from __future__ import annotations

from collections.abc import Mapping

from hub.web.demo.cast import ALL_POSTS, PASSPHRASE, PASSWORD
from hub.web.demo.networks import ORGANISATIONS

LINE = "  {:<26} {:<31} {}"


def text(url: str, secrets: Mapping[str, str], homes: str) -> str:
    """Accounts with what each can show, and how to use them."""
    lines = ["", f"The hub is at {url}   (Ctrl-C stops it)", ""]
    lines.append(LINE.format("sign in as", "account secret, to unlock", "shows"))
    for post in ALL_POSTS:
        lines.append(f" {post.country}  {post.name}")
        lines += [LINE.format(one.email, secrets[one.key], one.shows) for one in post.people]
    lines.append(" Organisations without a country (library and conferences only, nothing to unlock)")
    lines += [LINE.format(email, "", name) for name, _officer, email, _networks in ORGANISATIONS]
    lines += [
        "",
        f"Password of everybody:   {PASSWORD}",
        f"Passphrase of everybody: {PASSPHRASE}",
        f"On the command line:     HUB_HOME={homes}/pk-drafter hub inbox --box all",
        "All persons and cases are invented. Content is sealed on the way: the hub holds ciphertext only.",
        "",
    ]
    return "\n".join(lines)
