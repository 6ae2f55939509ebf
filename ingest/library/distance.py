"""The edit distance of two texts.

Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964; computed by the
recurrence of Wagner and Fischer, 1974, within a band.
"""


def distance(one: str, other: str, maximum: int) -> int:
    """The number of insertions, deletions, substitutions and transpositions, at most `maximum + 1`."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > maximum:
        return maximum + 1
    one, other = _without_common_ends(one, other)
    if not one or not other:
        return max(len(one), len(other))
    too_far = maximum + 1
    previous: list[int] = []
    row = [min(column, too_far) for column in range(len(other) + 1)]
    for row_number, char in enumerate(one, 1):
        before_previous, previous, row = previous, row, [too_far] * (len(other) + 1)
        row[0] = min(row_number, too_far)
        for column in range(max(1, row_number - maximum), min(len(other), row_number + maximum) + 1):
            cost = min(previous[column - 1] + (char != other[column - 1]), previous[column] + 1, row[column - 1] + 1)
            if row_number > 1 and column > 1 and char == other[column - 2] and one[row_number - 2] == other[column - 1]:
                cost = min(cost, before_previous[column - 2] + 1)
            row[column] = min(cost, too_far)
        if min(row) > maximum:
            return too_far
    return row[-1]


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    """The two texts without their common beginning and end, which do not affect the distance."""
    shortest = min(len(one), len(other))
    start = end = 0
    while start < shortest and one[start] == other[start]:
        start += 1
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
