// Submits text forms in the background and replaces the parts of the page that changed.

import { showToast } from "../site/toast";
import { dropDraft, startWriting } from "./writing";

const OFFLINE = "You seem to be offline. Your text is still here: try again later.";

/** Handles the submission of the forms below an element. */
export function startSwapping(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-swap]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form, event.submitter);
    });
  }
}

/** Replaces the parts that differ, except those that the reader is editing. */
export function swap(page: ParentNode, { forms }: { forms: boolean }): void {
  for (const part of page.querySelectorAll<HTMLElement>("[data-part]")) {
    const target = document.querySelector<HTMLElement>(`[data-part="${part.dataset["part"]}"]`);
    if (!target || (!forms && (part.querySelector("form[data-draft]") || isEditing(target)))) continue;
    if (target.innerHTML === part.innerHTML) continue;
    target.replaceChildren(...part.childNodes);
    startSwapping(target);
    startWriting(target);
  }
}

/** Whether the reader is writing in an element or has a form open in it. */
function isEditing(target: HTMLElement): boolean {
  return target.querySelector("details.write[open]") !== null || target.contains(document.activeElement);
}

async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const fields = new URLSearchParams();
  const pressed = button instanceof HTMLButtonElement ? button : null;
  for (const [name, value] of new FormData(form, pressed)) if (typeof value === "string") fields.append(name, value);
  lock(form, true);
  try {
    const response = await fetch(form.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.querySelector("[data-part]")) return handleOtherPage(page);
    const invalid = response.status === 422;
    if (!invalid) dropDraft(form);
    swap(page, { forms: true });
    updateCounts(page);
    if (invalid) document.querySelector<HTMLElement>(".problems")?.focus();
    else focusTarget(new URL(response.url).hash);
  } catch {
    showToast(OFFLINE);
  } finally {
    lock(form, false);
  }
}

/** Handles an answer that is another page: the sign-in page or an error. */
function handleOtherPage(page: Document): void {
  if (page.querySelector('form[action^="/sign-in"]')) location.reload();
  else showToast(page.querySelector("main p:not(.faint)")?.textContent ?? "Something went wrong.");
}

function updateCounts(page: Document): void {
  for (const source of page.querySelectorAll<HTMLElement>("[data-count]")) {
    for (const target of document.querySelectorAll(`[data-count="${source.dataset["count"]}"]`)) {
      target.textContent = source.textContent;
    }
  }
}

/** Focuses the new text, and scrolls only if it is out of view. */
function focusTarget(hash: string): void {
  const target = hash ? document.getElementById(hash.slice(1)) : null;
  if (!target) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

function lock(form: HTMLFormElement, on: boolean): void {
  form.setAttribute("aria-busy", String(on));
  for (const button of form.querySelectorAll("button")) button.disabled = on;
}
