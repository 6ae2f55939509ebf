// Forms with texts are sent as forms, and the parts of the page that the answer has anew are put in their places.

import { tell } from "../site/toast";
import { dropDraft, startWriting } from "./writing";

const OFFLINE = "You seem to be offline: your text is kept here, send it again.";

/** Takes over the forms below an element. */
export function startSwapping(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-swap]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form, event.submitter);
    });
  }
}

/** Puts the parts of a page in their places: those that differ, and not those that are being written in. */
export function swap(found: ParentNode, { forms }: { forms: boolean }): void {
  for (const part of found.querySelectorAll<HTMLElement>("[data-part]")) {
    const place = document.querySelector<HTMLElement>(`[data-part="${part.dataset["part"]}"]`);
    if (!place || (!forms && (part.querySelector("form[data-draft]") || writingIn(place)))) continue;
    if (place.innerHTML === part.innerHTML) continue;
    place.replaceChildren(...part.childNodes);
    startSwapping(place);
    startWriting(place);
  }
}

/** Whether somebody writes there, or has opened something to write in. */
function writingIn(place: HTMLElement): boolean {
  return place.querySelector("details.write[open]") !== null || place.contains(document.activeElement);
}

async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const fields = new URLSearchParams();
  const pressed = button instanceof HTMLButtonElement ? button : null;
  for (const [name, value] of new FormData(form, pressed)) if (typeof value === "string") fields.append(name, value);
  lock(form, true);
  try {
    const response = await fetch(form.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.querySelector("[data-part]")) return refused(page);
    const wrong = response.status === 422;
    if (!wrong) dropDraft(form);
    swap(page, { forms: true });
    numbers(page);
    if (wrong) document.querySelector<HTMLElement>(".problems")?.focus();
    else land(new URL(response.url).hash);
  } catch {
    tell(OFFLINE);
  } finally {
    lock(form, false);
  }
}

/** The page that came is not this one: it asks to sign in, or says what is wrong. */
function refused(page: Document): void {
  if (page.querySelector('form[action^="/sign-in"]')) location.reload();
  else tell(page.querySelector("main p:not(.faint)")?.textContent ?? "That did not work.");
}

function numbers(page: Document): void {
  for (const fresh of page.querySelectorAll<HTMLElement>("[data-count]")) {
    for (const place of document.querySelectorAll(`[data-count="${fresh.dataset["count"]}"]`)) {
      place.textContent = fresh.textContent;
    }
  }
}

/** Goes to what was written, without a jump where it is in view. */
function land(hash: string): void {
  const place = hash ? document.getElementById(hash.slice(1)) : null;
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

function lock(form: HTMLFormElement, on: boolean): void {
  form.setAttribute("aria-busy", String(on));
  for (const button of form.querySelectorAll("button")) button.disabled = on;
}
