// The playground: the editor is loaded after the page.

import "../site/site";

const container = document.querySelector<HTMLElement>("#playground");
if (container) {
  import("../playground/start")
    .then(({ start }) => start(container))
    .catch(() => (container.textContent = "The playground could not be loaded: reload the page to try again."));
}
