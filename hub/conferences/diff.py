"""What changed between two revisions, word by word, for people to read. Pure."""

from hub.conferences.tokens import matches, words

EQUAL, INSERT, DELETE = "equal", "insert", "delete"
Op = tuple[str, str]


def diff(old: str, new: str) -> list[Op]:
    """[(equal | delete | insert, text)]. Equal and delete joined are `old`; equal and insert are `new`."""
    before, after = words(old), words(new)
    ops: list[Op] = []
    i = j = 0
    bare = [word.rstrip() for word in before], [word.rstrip() for word in after]
    for k, m in sorted(matches(*bare).items()):
        _add(ops, DELETE, "".join(before[i:k]))
        _add(ops, INSERT, "".join(after[j:m]))
        _add_same(ops, before[k], after[m])
        i, j = k + 1, m + 1
    _add(ops, DELETE, "".join(before[i:]))
    _add(ops, INSERT, "".join(after[j:]))
    return ops


def _add_same(ops: list[Op], old: str, new: str) -> None:
    """A word that stayed, perhaps with another space after it."""
    same = old if old == new else old.rstrip()
    _add(ops, EQUAL, same)
    _add(ops, DELETE, old[len(same) :])
    _add(ops, INSERT, new[len(same) :])


def _add(ops: list[Op], kind: str, text: str) -> None:
    """Append, joined with the part before if it is of the same kind."""
    if not text:
        return
    if ops and ops[-1][0] == kind:
        text = ops.pop()[1] + text
    ops.append((kind, text))


def changed(old: str, new: str) -> bool:
    """Whether anything but spaces differs."""
    return old.split() != new.split()
