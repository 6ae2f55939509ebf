"""How the processor time of a function grows with its input.

A limit in seconds tests how busy the machine is. The ratio of two inputs in one run does not: of an input that is eight
times as long, linear work takes eight times as long and quadratic work 64 times.
"""

import time
from collections.abc import Callable
from typing import Final

#: How much shorter the short input is, and the greatest ratio that counts as linear.
FACTOR: Final = 8
MAX_RATIO: Final = 3 * FACTOR
#: Seconds below which the long input is cheap whatever the ratio.
CHEAP: Final = 0.2
ROUNDS: Final = 3


def is_linear(function: Callable[[str], object], text: str) -> bool:
    """Whether the whole text takes about as many times longer as it is than an eighth of it: its beginning and its end,
    so that a text of two parts stays one."""
    long = _seconds(function, text)
    if long < CHEAP:
        return True
    half = len(text) // FACTOR // 2
    short = min(_seconds(function, text[:half] + text[-half:]) for _ in range(ROUNDS))
    if long < MAX_RATIO * short:
        return True
    return min(_seconds(function, text) for _ in range(ROUNDS)) < MAX_RATIO * short


def _seconds(function: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    function(text)
    return time.process_time() - began
