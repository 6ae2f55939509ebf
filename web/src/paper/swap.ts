// Submits text forms in the background and replaces the parts of the page that changed.

import { showToast } from "../site/toast";
import { count } from "./state";
import { dropDraft, isChanged, restore, startWriting, type Values, valuesOf } from "./writing";

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

/** What is typed in a form that the page replaces. */
interface Text {
  draft: string;
  values: Values;
  /** The name of the focused field. */
  focus: string | null;
}

/** Replaces the parts that differ. Without `forms`, those that the reader is editing stay; with them, unsent texts move
 * to the new forms. */
export function swap(page: ParentNode, { forms, sent }: { forms: boolean; sent?: HTMLFormElement }): void {
  for (const part of page.querySelectorAll<HTMLElement>("[data-part]")) {
    const target = document.querySelector<HTMLElement>(`[data-part="${part.dataset["part"]}"]`);
    if (!target || (!forms && (part.querySelector("form[data-draft]") || isEditing(target)))) continue;
    if (target.innerHTML === part.innerHTML) continue;
    const texts = [...target.querySelectorAll<HTMLFormElement>("form[data-draft]")]
      .filter((form) => form !== sent && isChanged(form))
      .map(textOf);
    target.replaceChildren(...part.childNodes);
    startSwapping(target);
    startWriting(target);
    texts.forEach(putBack);
  }
}

function textOf(form: HTMLFormElement): Text {
  const focused = form.contains(document.activeElement) ? document.activeElement?.getAttribute("name") : null;
  return { draft: form.dataset["draft"] ?? "", values: valuesOf(form), focus: focused ?? null };
}

function putBack({ draft, values, focus }: Text): void {
  const form = [...document.querySelectorAll<HTMLFormElement>("form[data-draft]")].find(
    (each) => each.dataset["draft"] === draft,
  );
  if (!form) return;
  restore(form, values);
  form.dispatchEvent(new Event("input"));
  const field = focus ? form.querySelector<HTMLTextAreaElement>(`[name="${focus}"]`) : null;
  field?.focus({ preventScroll: true });
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
}

/** What was typed into a form after it was sent, null if nothing was. A comment that was accepted leaves the rest of its
 * text; any other text is whole. */
function typedSince(form: HTMLFormElement, before: Values, isAccepted: boolean): Text | null {
  const text = textOf(form);
  if (JSON.stringify(text.values) === JSON.stringify(before)) return null;
  if (isAccepted && form.matches(".commenting")) {
    text.values = text.values.map(([name, value], index) => {
      const old = before[index]?.[1] ?? "";
      return [name, value.startsWith(old) && name !== "kind" ? value.slice(old.length).trimStart() : value];
    });
  }
  // A review that was published is edited from now on.
  if (isAccepted) text.draft = text.draft.replace(/^review /, "edit ");
  return text;
}

/** Whether the reader is writing in an element or has a form open in it. */
function isEditing(target: HTMLElement): boolean {
  return target.querySelector("details.write[open]") !== null || target.contains(document.activeElement);
}

async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const fields = new URLSearchParams();
  const pressed = button instanceof HTMLButtonElement ? button : null;
  for (const [name, value] of new FormData(form, pressed)) if (typeof value === "string") fields.append(name, value);
  const before = valuesOf(form);
  lock(form, true);
  try {
    const response = await fetch(form.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.querySelector("[data-part]")) return handleOtherPage(page);
    const invalid = response.status === 422;
    const later = typedSince(form, before, !invalid);
    if (!invalid) dropDraft(form);
    swap(page, { forms: true, sent: form });
    updateCounts(page);
    if (later) putBack(later);
    else if (invalid) document.querySelector<HTMLElement>(".problems")?.focus();
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
    const name = source.dataset["count"] ?? "";
    count(name, Number(source.textContent?.replaceAll(/\D/g, "")));
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
