// The reader's collections, as checkboxes that are ticked for those with the paper.

import add from "../../../pages/documents/add_to_collection.graphql?raw";
import create from "../../../pages/documents/create_collection.graphql?raw";
import own from "../../../pages/documents/own_collections.graphql?raw";
import remove from "../../../pages/documents/remove_from_collection.graphql?raw";
import { execute, mutate } from "../site/graphql";
import { showToast } from "../site/toast";

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
    const data = await execute<Owned>(own, { paper });
    const containing = new Set(data.paper.readingFrame.viewerCollections.map((each) => each.id));
    const lines = (data.viewer?.collections.nodes ?? []).map((each) => line(each, containing.has(each.id), paper));
    list.replaceChildren(...lines, newCollectionForm(list, paper));
  } catch (error) {
    list.textContent = error instanceof Error ? error.message : "";
  }
}

function line(collection: Collection, isMember: boolean, paper: string): HTMLElement {
  const label = document.createElement("label");
  label.className = "check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = isMember;
  const visibility = document.createElement("span");
  visibility.className = "faint";
  visibility.textContent = collection.visibility.toLowerCase();
  label.append(box, collection.title, visibility);
  box.addEventListener("change", async () => {
    try {
      await mutate(box.checked ? add : remove, { collection: collection.id, paper });
      showToast(`${box.checked ? "Added to" : "Removed from"} ${collection.title}.`);
    } catch (error) {
      box.checked = !box.checked;
      showToast(error instanceof Error ? error.message : "Something went wrong.");
    }
  });
  return label;
}

/** A form that creates a collection with the paper in it. */
function newCollectionForm(list: HTMLElement, paper: string): HTMLElement {
  const form = document.createElement("form");
  form.className = "row";
  const title = document.createElement("input");
  title.required = true;
  title.placeholder = "New collection";
  title.setAttribute("aria-label", "Title of a new collection");
  const button = document.createElement("button");
  button.textContent = "Create and add";
  form.append(title, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const created = await mutate<{ collection: Collection }>(create, { title: title.value });
      await mutate(add, { collection: created.collection.id, paper });
      showToast(`Added to ${created.collection.title}.`);
      await fill(list, paper);
      list.querySelector("input")?.focus();
    } catch (error) {
      showToast(error instanceof Error ? error.message : "Something went wrong.");
    }
  });
  return form;
}
