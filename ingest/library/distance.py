"""How many typing errors two texts are apart.

Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964; computed by the
recurrence of Wagner and Fischer, 1974, within a band.
"""


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours that make one text the other; `most + 1` for more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _apart(one, other)
    if not one or not other:
        return max(len(one), len(other))
    far = most + 1
    before: list[int] = []
    row = [min(column, far) for column in range(len(other) + 1)]
    for line, char in enumerate(one, 1):
        last, before, row = before, row, [far] * (len(other) + 1)
        row[0] = min(line, far)
        for column in range(max(1, line - most), min(len(other), line + most) + 1):
            cost = min(before[column - 1] + (char != other[column - 1]), before[column] + 1, row[column - 1] + 1)
            if line > 1 and column > 1 and char == other[column - 2] and one[line - 2] == other[column - 1]:
                cost = min(cost, last[column - 2] + 1)
            row[column] = min(cost, far)
        if min(row) > most:
            return far
    return row[-1]


def _apart(one: str, other: str) -> tuple[str, str]:
    """The two texts without the beginning and the end that they share, which no edit need touch."""
    shortest = min(len(one), len(other))
    start = end = 0
    while start < shortest and one[start] == other[start]:
        start += 1
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
