// Help with texts: drafts that stay in this browser, a preview by the service, further points of a review.

import preview from "../../../pages/documents/preview.graphql?raw";
import { ask } from "../site/graphql";
import { tell } from "../site/toast";

const KEY = "peergraph draft ";
const PAUSE = 400;

export function startWriting(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-draft]")) keepDraft(form);
  for (const area of root.querySelectorAll<HTMLTextAreaElement>("textarea[data-markdown]")) offerPreview(area);
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-more]")) offerMore(button);
}

/** Forgets what was written in a form: it was sent. */
export function dropDraft(form: HTMLFormElement): void {
  stored((store) => store.removeItem(KEY + (form.dataset["draft"] ?? "")));
  form.dataset["sent"] = "";
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Hidden fields say what the form does: they are no part of what is written. */
function fields(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("input:not([type=hidden]), textarea, select")];
}

function keepDraft(form: HTMLFormElement): void {
  const key = KEY + (form.dataset["draft"] ?? "");
  const state = form.querySelector("[data-draft-state]");
  const kept = stored((store) => store.getItem(key));
  const values: string[] = kept ? JSON.parse(kept) : [];
  // What came back with a problem is newer than the draft.
  if (values.length && !form.parentElement?.querySelector(".problems")) {
    restore(form, values);
    if (state) state.textContent = "Your draft is back.";
  }
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (form.dataset["sent"] !== undefined) return;
      stored((store) => store.setItem(key, JSON.stringify(fields(form).map((field) => field.value))));
      if (state) state.textContent = "Draft kept in this browser.";
    }, PAUSE);
  });
}

function restore(form: HTMLFormElement, values: string[]): void {
  while (fields(form).length < values.length && form.querySelector(".rows")) addRow(form);
  fields(form).forEach((field, place) => {
    const value = values[place];
    if (value !== undefined) field.value = value;
  });
  form.closest("details")?.setAttribute("open", "");
}

/** Browsers that keep nothing for a page raise an error instead. */
function stored<Value>(use: (store: Storage) => Value): Value | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

function offerPreview(area: HTMLTextAreaElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = "Preview";
  const place = document.createElement("div");
  place.className = "preview prose";
  place.setAttribute("aria-live", "polite");
  place.hidden = true;
  const tools = document.createElement("div");
  tools.className = "tools";
  tools.append(button);
  area.after(tools, place);
  button.addEventListener("click", async () => {
    if (!place.hidden) return close();
    try {
      const text = area.value.trim() || "Nothing is written yet.";
      // The service's rendering is safe by construction (markup/rendering.py).
      place.innerHTML = (await ask<{ html: string }>(preview, { text })).html;
      place.hidden = false;
      button.textContent = "Close the preview";
    } catch (error) {
      tell(error instanceof Error ? error.message : "There is no preview now.");
    }
  });
  const close = () => {
    place.hidden = true;
    button.textContent = "Preview";
  };
}

function offerMore(button: HTMLButtonElement): void {
  button.hidden = false;
  button.addEventListener("click", () => {
    const form = button.closest("form");
    if (form) addRow(form).querySelector("select")?.focus();
  });
}

function addRow(form: HTMLFormElement): HTMLElement {
  const rows = [...form.querySelectorAll<HTMLElement>(".rows > li")];
  const row = rows.at(-1)?.cloneNode(true) as HTMLElement;
  const number = rows.length + 1;
  for (const field of row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) field.value = "";
  for (const named of row.querySelectorAll("[aria-label]")) {
    named.setAttribute("aria-label", (named.getAttribute("aria-label") ?? "").replace(/\d+/, String(number)));
  }
  const legend = row.querySelector("legend");
  if (legend) legend.textContent = `Point ${number}`;
  for (const made of row.querySelectorAll(".tools, .preview")) made.remove();
  for (const area of row.querySelectorAll<HTMLTextAreaElement>("textarea")) offerPreview(area);
  rows.at(-1)?.after(row);
  return row;
}
