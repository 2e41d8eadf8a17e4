"""How far one word is from another: letters added, left out, mistaken, or two neighbours swapped. Pure."""

LETTERS_FOR_ONE, LETTERS_FOR_TWO = 4, 8


def mistakes(word: str) -> int:
    """How many mistakes a word of this length is forgiven: 0, 1 or 2."""
    return (len(word) >= LETTERS_FOR_ONE) + (len(word) >= LETTERS_FOR_TWO)


def distance(one: str, other: str, most: int) -> int:
    """Optimal string alignment distance; `most + 1` stands for everything farther."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def halves(word: str) -> tuple[str, str]:
    """A beginning and an end of which a single mistake leaves at least one as it is."""
    half = max(1, (len(word) - 1) // 2)
    return word[:half], word[-half:]
