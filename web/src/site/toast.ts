// Short messages at the bottom of the page, announced by screen readers.

const DURATION_MS = 6_000;
let timer = 0;

export function showToast(message: string): void {
  const element = document.querySelector("#toast");
  if (!element) return;
  element.textContent = message;
  clearTimeout(timer);
  timer = window.setTimeout(() => (element.textContent = ""), DURATION_MS);
}
