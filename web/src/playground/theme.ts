// GraphiQL in the theme of the page.

import { useSyncExternalStore } from "react";

const DARK = matchMedia("(prefers-color-scheme: dark)");

function listen(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  DARK.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    DARK.removeEventListener("change", onChange);
  };
}

function theme(): "light" | "dark" {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return DARK.matches ? "dark" : "light";
}

export function useTheme(): "light" | "dark" {
  return useSyncExternalStore(listen, theme);
}
