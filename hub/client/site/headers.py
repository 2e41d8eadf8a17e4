"""Headers without which a page would let in what is not listed."""

from __future__ import annotations

from collections.abc import Mapping

# Every directive with exactly these sources.
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
    "require-trusted-types-for": {"'script'"},
    "trusted-types": {"'none'"},
}
# Directives that would open a way of their own beside script-src.
WIDER = ("script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "worker-src", "child-src")
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "Integrity-Policy": "blocked-destinations=(script)",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Another scope of service workers, another address, more files.
NEVER = ("Service-Worker-Allowed", "Refresh", "Link")


def missing(headers: Mapping[str, str]) -> list[str]:
    """What a page's headers lack, one sentence each."""
    policy = read_policy(headers.get("Content-Security-Policy", ""))
    wrong = [
        f"its content policy does not say {name} {' '.join(sorted(sources))}"
        for name, sources in POLICY.items()
        if policy.get(name) != sources
    ]
    wrong += [f"its content policy opens {name}" for name in WIDER if name in policy]
    wrong += [
        f"its header {name} is not {value}" for name, value in EXACT.items() if headers.get(name) != value
    ]
    return wrong + [f"it has a header that the hub never writes: {name}" for name in NEVER if name in headers]


def read_policy(text: str) -> dict[str, set[str]]:
    """Directives of a content security policy; of a repeated one the first counts, as browsers do it."""
    found: dict[str, set[str]] = {}
    for part in text.split(";"):
        name, *sources = part.split() or [""]
        found.setdefault(name.lower(), set(sources))
    return found
