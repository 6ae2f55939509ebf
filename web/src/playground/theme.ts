// GraphiQL in the theme of the page.

import { useSyncExternalStore } from "react";

const DARK = matchMedia("(prefers-color-scheme: dark)");

function listen(changed: () => void): () => void {
  const watching = new MutationObserver(changed);
  watching.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  DARK.addEventListener("change", changed);
  return () => {
    watching.disconnect();
    DARK.removeEventListener("change", changed);
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
