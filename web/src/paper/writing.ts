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
  for (const form of root.querySelectorAll<HTMLFormElement>("details.write form")) offerCancel(form);
  for (const row of root.querySelectorAll<HTMLElement>(".rows > li")) offerRemoval(row);
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

/** Names and values of the fields of a form, in order. */
export type Values = [name: string, value: string][];

/** The visible fields; hidden ones name the action and are not part of a draft. */
function fields(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("input:not([type=hidden]), textarea, select")];
}

export function valuesOf(form: HTMLFormElement): Values {
  return fields(form).map((field) => [field.name, field.value]);
}

/** Whether a field has another value than the page came with. */
export function isChanged(form: HTMLFormElement): boolean {
  return fields(form).some((field) =>
    field instanceof HTMLSelectElement
      ? field.value !== ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value
      : field.value !== field.defaultValue,
  );
}

/** Reads a stored draft; one in an unknown form is ignored. */
function parse(draft: string | null): Values {
  try {
    const values: unknown = JSON.parse(draft ?? "[]");
    const isPair = (each: unknown) =>
      Array.isArray(each) && each.length === 2 && each.every((one) => typeof one === "string");
    return Array.isArray(values) && values.every(isPair) ? (values as Values) : [];
  } catch {
    return [];
  }
}

function keepDraft(form: HTMLFormElement): void {
  const key = KEY + (form.dataset["draft"] ?? "");
  const state = form.querySelector("[data-draft-state]");
  const values = parse(withStorage((store) => store.getItem(key)));
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
      withStorage((store) => store.setItem(key, JSON.stringify(valuesOf(form))));
      if (state) state.textContent = "Draft saved in this browser.";
    }, DEBOUNCE_MS);
  });
  form.addEventListener("reset", () => {
    clearTimeout(timer);
    withStorage((store) => store.removeItem(key));
    if (state) state.textContent = "";
  });
}

/** Writes values into the fields of the same names, in order, and adds points to a review for all of them. */
export function restore(form: HTMLFormElement, values: Values): void {
  const points = values.filter(([name]) => name === "text").length;
  while (form.querySelector(".rows") && form.querySelectorAll(".rows > li").length < points) addRow(form);
  const rest = [...values];
  for (const field of fields(form)) {
    const index = rest.findIndex(([name]) => name === field.name);
    const value = rest.splice(index < 0 ? rest.length : index, 1)[0];
    if (value) field.value = value[1];
  }
  form.closest("details")?.setAttribute("open", "");
}

/** A button that closes the form and forgets what was typed. */
function offerCancel(form: HTMLFormElement): void {
  const details = form.closest("details");
  const row = [...form.querySelectorAll(".row")].findLast((each) => each.querySelector("button:not([type=button])"));
  if (!details || !row || row.querySelector("[data-cancel]")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["cancel"] = "";
  button.textContent = "Cancel";
  button.addEventListener("click", () => {
    form.reset();
    details.open = false;
    details.querySelector("summary")?.focus();
  });
  row.querySelector("button")?.after(button);
}

/** A button that removes a point; the last point is emptied. */
function offerRemoval(row: HTMLElement): void {
  const bar = row.querySelector(".row");
  if (!bar || bar.querySelector("[data-remove]")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["remove"] = "";
  button.textContent = "Remove";
  button.setAttribute("aria-label", `Remove ${row.querySelector("legend")?.textContent?.toLowerCase() ?? "point"}`);
  button.addEventListener("click", () => {
    const form = row.closest("form");
    const rows = [...(row.parentElement?.children ?? [])];
    const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("textarea");
    if (rows.length > 1) row.remove();
    else for (const field of row.querySelectorAll<HTMLInputElement>("input, textarea")) field.value = "";
    (next ?? row.querySelector("textarea"))?.focus();
    if (form) {
      number(form);
      form.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  bar.append(button);
}

/** Names the points by their positions. */
function number(form: HTMLFormElement): void {
  form.querySelectorAll<HTMLElement>(".rows > li").forEach((row, index) => {
    for (const labelled of row.querySelectorAll("[aria-label]")) {
      const label = labelled.getAttribute("aria-label") ?? "";
      labelled.setAttribute("aria-label", label.replace(/\d+/, String(index + 1)));
    }
    const legend = row.querySelector("legend");
    if (legend) legend.textContent = `Point ${index + 1}`;
  });
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
  for (const field of row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) field.value = "";
  for (const element of row.querySelectorAll(".tools, .preview, .problem, [data-remove]")) element.remove();
  for (const area of row.querySelectorAll<HTMLTextAreaElement>("textarea")) {
    area.removeAttribute("aria-invalid");
    area.removeAttribute("aria-describedby");
    offerPreview(area);
  }
  rows.at(-1)?.after(row);
  number(form);
  offerRemoval(row);
  return row;
}
