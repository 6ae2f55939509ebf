// Shared by all pages: styles, the theme switch, and "/" for search.

import "../styles/base.css";
import { startSuggesting } from "./suggest";
import { startTheme } from "./theme";

startTheme();
startSuggesting();

document.addEventListener("keydown", (event) => {
  const typing =
    event.target instanceof HTMLElement && event.target.matches("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector<HTMLInputElement>("form.search input");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// Signing in returns to what the page shows now: the explorer and the playground keep their state in the address.
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-sign-in]")) {
  link.addEventListener("click", () => {
    if (location.pathname.startsWith("/sign-")) return;
    link.search = `?${new URLSearchParams({ back: location.pathname + location.search + location.hash })}`;
  });
}
