// Text forms: drafts stored in this browser, a preview by the service, further points of a review.

import preview from "../../../pages/documents/preview.graphql?raw";
import { execute } from "../site/graphql";
import { showToast } from "../site/toast";

const PREFIX = "peergraph draft ";
/** Drafts belong to the signed-in user; other users of the browser do not get them. */
const KEY = `${PREFIX}@${document.body.dataset["reader"] ?? ""} `;
const DEBOUNCE_MS = 400;

export function startWriting(root: ParentNode): void {
  dropForeignDrafts();
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-draft]")) keepDraft(form);
  for (const area of root.querySelectorAll<HTMLTextAreaElement>("textarea[data-markdown]")) offerPreview(area);
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-more]")) offerMore(button);
}

/** Deletes the draft of a submitted form. */
export function dropDraft(form: HTMLFormElement): void {
  withStorage((store) => store.removeItem(KEY + (form.dataset["draft"] ?? "")));
  form.dataset["sent"] = "";
}

/** Deletes the drafts of other users, where the browser did not clear its storage when they signed out. */
function dropForeignDrafts(): void {
  withStorage((store) => {
    for (const key of Object.keys(store)) {
      if (key.startsWith(PREFIX) && !key.startsWith(KEY)) store.removeItem(key);
    }
  });
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The visible fields; hidden ones name the action and are not part of a draft. */
function fields(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("input:not([type=hidden]), textarea, select")];
}

function keepDraft(form: HTMLFormElement): void {
  const key = KEY + (form.dataset["draft"] ?? "");
  const state = form.querySelector("[data-draft-state]");
  const draft = withStorage((store) => store.getItem(key));
  const values: string[] = draft ? JSON.parse(draft) : [];
  // A form that was returned with problems is newer than the draft.
  if (values.length && !form.parentElement?.querySelector(".problems")) {
    restore(form, values);
    if (state) state.textContent = "Your draft was restored.";
  }
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (form.dataset["sent"] !== undefined) return;
      withStorage((store) => store.setItem(key, JSON.stringify(fields(form).map((field) => field.value))));
      if (state) state.textContent = "Draft saved in this browser.";
    }, DEBOUNCE_MS);
  });
}

function restore(form: HTMLFormElement, values: string[]): void {
  while (fields(form).length < values.length && form.querySelector(".rows")) addRow(form);
  fields(form).forEach((field, index) => {
    const value = values[index];
    if (value !== undefined) field.value = value;
  });
  form.closest("details")?.setAttribute("open", "");
}

/** Null where the browser denies access to its storage. */
function withStorage<Value>(use: (store: Storage) => Value): Value | null {
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
  const index = document.createElement("div");
  index.className = "preview prose";
  index.setAttribute("aria-live", "polite");
  index.hidden = true;
  const tools = document.createElement("div");
  tools.className = "tools";
  tools.append(button);
  area.after(tools, index);
  button.addEventListener("click", async () => {
    if (!index.hidden) return close();
    try {
      const text = area.value.trim() || "Nothing to preview yet.";
      // The service's rendering is safe by construction (markup/rendering.py).
      index.innerHTML = (await execute<{ html: string }>(preview, { text })).html;
      index.hidden = false;
      button.textContent = "Close preview";
    } catch (error) {
      showToast(error instanceof Error ? error.message : "The preview could not be loaded.");
    }
  });
  const close = () => {
    index.hidden = true;
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
  for (const labelled of row.querySelectorAll("[aria-label]")) {
    labelled.setAttribute("aria-label", (labelled.getAttribute("aria-label") ?? "").replace(/\d+/, String(number)));
  }
  const legend = row.querySelector("legend");
  if (legend) legend.textContent = `Point ${number}`;
  for (const element of row.querySelectorAll(".tools, .preview")) element.remove();
  for (const area of row.querySelectorAll<HTMLTextAreaElement>("textarea")) offerPreview(area);
  rows.at(-1)?.after(row);
  return row;
}
