"""500 nodes move smoothly. The figure is kept with the screenshots; no test asserts it but for a bound that a broken
drawing loop, and nothing else, would miss."""

import json
from statistics import median
from typing import Final

from playwright.async_api import Browser

from tests.endpoints.serving import Service
from tests.web.foreign import data, page, site
from tests.web.looking import ARTEFACTS, window
from tests.web.slices import made

#: Zooms a little in every frame; milliseconds between frames.
_MEASURED: Final = """async () => {
  const map = document.querySelector('research-map');
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < 90; frame++) {
    map.zoom(frame < 45 ? 1.02 : 1 / 1.02);
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times;
}"""


async def test_500_nodes_move(service: Service, browser: Browser) -> None:
    script = f'<script type="module" src="{service.address}/widget.js"></script>'
    body = f'{script}<research-map paper="n0" endpoint="/graphql"></research-map>'
    async with site(page("/", body), data("/graphql", made(500, 1_500))) as blog, window(browser) as seen:
        await seen.open(blog)
        times: list[float] = await seen.page.evaluate(_MEASURED)
        await seen.picture("500-nodes")
        figure = {"frames": len(times), "median_ms": median(times), "p95_ms": sorted(times)[int(len(times) * 0.95)]}
        (ARTEFACTS / "frames.json").write_text(json.dumps(figure), encoding="utf-8")
        assert median(times) < 500
