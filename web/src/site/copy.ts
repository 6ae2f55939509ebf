// Buttons that copy the text of an element: `data-copy` names it.

import { tell } from "./toast";

export function startCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = button.textContent;
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset["copy"] ?? "")?.textContent ?? "");
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = words), 2_000);
      } catch {
        tell("The browser did not let the page copy: select the text and copy it.");
      }
    });
  }
}
