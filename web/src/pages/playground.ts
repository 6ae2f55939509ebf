// The playground: the page is there at once, the editor comes after it and only here.

import "../site/site";

const place = document.querySelector<HTMLElement>("#playground");
if (place) {
  import("../playground/start")
    .then(({ start }) => start(place))
    .catch(() => (place.textContent = "The playground could not be loaded: reload the page to try again."));
}
