// Buttons that copy the text of the element that `data-copy` names.

import { showToast } from "./toast";

export function startCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const label = button.textContent;
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset["copy"] ?? "")?.textContent ?? "");
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = label), 2_000);
      } catch {
        showToast("The browser blocked copying: select the text and copy it.");
      }
    });
  }
}
