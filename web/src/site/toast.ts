// Short messages at the foot of the page, which screen readers speak.

const SHOWN = 6_000;
let waiting = 0;

export function tell(message: string): void {
  const place = document.querySelector("#told");
  if (!place) return;
  place.textContent = message;
  clearTimeout(waiting);
  waiting = window.setTimeout(() => (place.textContent = ""), SHOWN);
}
