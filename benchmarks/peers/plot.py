"""Requests a second as a picture: a line a question, a mark a service, on a logarithmic scale."""

from collections.abc import Iterator
from html import escape
from math import ceil, floor, log10
from typing import Final

from benchmarks.peers.figures import Summary
from benchmarks.peers.measuring import Outcome
from benchmarks.peers.questions import QUESTIONS, Question
from benchmarks.peers.services import KINDS

CLIENTS: Final = 32
WIDTH, LEFT, RIGHT, TOP, STEP = 900, 350, 30, 74, 46
#: A colour and a shape for each service, distinct without colour too.
_COLOURS: Final = ("#0b7285", "#495057", "#d9480f", "#862e9c")
_STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#212529}.t{font-size:16px;font-weight:600}.s{font-size:11px;"
    "fill:#495057}.g{stroke:#dee2e6}.r{stroke-width:2;stroke-linecap:round}"
)


def plot(outcome: Outcome) -> str:
    """The picture, as SVG."""
    questions = [question for question in QUESTIONS if _summaries(outcome, question)]
    rates = [
        each for question in questions for _, one in _summaries(outcome, question) for each in (one.least, one.greatest)
    ]
    low, high = floor(log10(min(rates))), ceil(log10(max(rates)))
    height = TOP + STEP * len(questions) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-label="Requests a second with {CLIENTS} clients, by question and service">',
        f'<style>{_STYLE}</style><rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text class="t" x="16" y="26">Requests a second, {CLIENTS} clients, {outcome.extent.papers:,} papers'
        " (more is better; logarithmic)</text>",
        *_legend(),
        *_grid(low, high, height),
        *(part for row, question in enumerate(questions) for part in _row(outcome, question, row, low, high)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _summaries(outcome: Outcome, question: Question) -> list[tuple[int, Summary]]:
    summaries = ((nth, outcome.summaries.get((question.name, kind.name, CLIENTS))) for nth, kind in enumerate(KINDS))
    return [(nth, summary) for nth, summary in summaries if summary]


def _legend() -> Iterator[str]:
    for nth, kind in enumerate(KINDS):
        x = 22 + 150 * nth
        yield f'{_mark(nth, x, 48)}<text x="{x + 12}" y="52">{escape(kind.name)}</text>'


def _grid(low: int, high: int, height: int) -> Iterator[str]:
    for power in range(low, high + 1):
        x = _x_of(10**power, low, high)
        yield f'<line class="g" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height - 26}"/>'
        yield f'<text class="s" x="{x:.1f}" y="{height - 10}" text-anchor="middle">{10.0**power:,g}</text>'


def _row(outcome: Outcome, question: Question, row: int, low: int, high: int) -> Iterator[str]:
    y = TOP + STEP * row + STEP / 2 - 8
    yield f'<text x="{LEFT - 16}" y="{y + 4:.0f}" text-anchor="end">{escape(question.title)}</text>'
    yield f'<line class="g" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.0f}" y2="{y:.0f}"/>'
    for order, (nth, summary) in enumerate(sorted(_summaries(outcome, question), key=lambda each: each[1].middle.rate)):
        name, rate, colour = escape(KINDS[nth].name), summary.middle.rate, _COLOURS[nth]
        least, x, greatest = (_x_of(each, low, high) for each in (summary.least, rate, summary.greatest))
        yield (
            f"<g><title>{name}: {rate:,.0f} ({summary.least:,.0f} to {summary.greatest:,.0f})</title>"
            f'<line class="r" stroke="{colour}" x1="{least:.1f}" x2="{greatest:.1f}" y1="{y:.0f}" y2="{y:.0f}"/>'
            f"{_mark(nth, x, y)}"
            f'<text class="s" x="{x:.1f}" y="{y + (-9 if order % 2 else 18):.0f}" text-anchor="middle">{rate:,.0f}'
            "</text></g>"
        )


def _x_of(value: float, low: int, high: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (log10(value) - low) / (high - low)


def _mark(nth: int, x: float, y: float) -> str:
    """A disc, a square, a diamond, a triangle."""
    colour = f'fill="{_COLOURS[nth]}"'
    if nth == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" {colour}/>'
    corners = (((-5, -5), (5, -5), (5, 5), (-5, 5)), ((0, -7), (7, 0), (0, 7), (-7, 0)), ((0, -7), (6, 5), (-6, 5)))
    points = " ".join(f"{x + right:.1f},{y + down:.1f}" for right, down in corners[nth - 1])
    return f'<polygon points="{points}" {colour}/>'
