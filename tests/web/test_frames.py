"""500 nodes move smoothly. The figure is stored beside the screenshots; the test asserts a bound that only a broken
drawing loop exceeds."""

import json
from statistics import median
from typing import Final

from playwright.async_api import Browser

from tests.endpoints.serving import Service
from tests.web.foreign import data, page, site
from tests.web.generated_maps import generated_map
from tests.web.tabs import ARTEFACTS, open_tab

#: Zooms a little in every frame; returns the milliseconds between frames.
_FRAME_TIMES: Final = """async () => {
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
    async with site(page("/", body), data("/graphql", generated_map(500, 1_500))) as blog, open_tab(browser) as tab:
        await tab.open(blog)
        times: list[float] = await tab.page.evaluate(_FRAME_TIMES)
        await tab.screenshot("500-nodes")
        figure = {"frames": len(times), "median_ms": median(times), "p95_ms": sorted(times)[int(len(times) * 0.95)]}
        (ARTEFACTS / "frames.json").write_text(json.dumps(figure), encoding="utf-8")
        assert median(times) < 500
