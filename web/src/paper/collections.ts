// The reader's collections, as a list with a tick for those that hold the paper.

import add from "../../../pages/documents/add_to_collection.graphql?raw";
import create from "../../../pages/documents/create_collection.graphql?raw";
import own from "../../../pages/documents/own_collections.graphql?raw";
import remove from "../../../pages/documents/remove_from_collection.graphql?raw";
import { ask, change } from "../site/graphql";
import { tell } from "../site/toast";

interface Collection {
  id: string;
  title: string;
  visibility: string;
}

interface Owned {
  viewer: { collections: { nodes: Collection[] } } | null;
  paper: { readingFrame: { viewerCollections: { id: string }[] } };
}

export function startCollections(paper: string): void {
  const button = document.querySelector<HTMLButtonElement>("button[data-collections]");
  const dialog = document.querySelector<HTMLElement>("#collections");
  const list = dialog?.querySelector<HTMLElement>("[data-list]");
  if (!button || !dialog || !list) return;
  button.hidden = false;
  dialog.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "open") void fill(list, paper);
  });
}

async function fill(list: HTMLElement, paper: string): Promise<void> {
  try {
    const found = await ask<Owned>(own, { paper });
    const holding = new Set(found.paper.readingFrame.viewerCollections.map((each) => each.id));
    const lines = (found.viewer?.collections.nodes ?? []).map((each) => line(each, holding.has(each.id), paper));
    list.replaceChildren(...lines, fresh(list, paper));
  } catch (error) {
    list.textContent = error instanceof Error ? error.message : "";
  }
}

function line(collection: Collection, holds: boolean, paper: string): HTMLElement {
  const label = document.createElement("label");
  label.className = "check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = holds;
  const who = document.createElement("span");
  who.className = "faint";
  who.textContent = collection.visibility.toLowerCase();
  label.append(box, collection.title, who);
  box.addEventListener("change", async () => {
    try {
      await change(box.checked ? add : remove, { collection: collection.id, paper });
      tell(`${box.checked ? "Added to" : "Taken out of"} ${collection.title}.`);
    } catch (error) {
      box.checked = !box.checked;
      tell(error instanceof Error ? error.message : "That did not work.");
    }
  });
  return label;
}

/** A line to make a collection with the paper in it. */
function fresh(list: HTMLElement, paper: string): HTMLElement {
  const form = document.createElement("form");
  form.className = "row";
  const title = document.createElement("input");
  title.required = true;
  title.placeholder = "A new collection";
  title.setAttribute("aria-label", "Title of a new collection");
  const button = document.createElement("button");
  button.textContent = "Create and add";
  form.append(title, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const made = await change<{ collection: Collection }>(create, { title: title.value });
      await change(add, { collection: made.collection.id, paper });
      tell(`Added to ${made.collection.title}.`);
      await fill(list, paper);
      list.querySelector("input")?.focus();
    } catch (error) {
      tell(error instanceof Error ? error.message : "That did not work.");
    }
  });
  return form;
}
