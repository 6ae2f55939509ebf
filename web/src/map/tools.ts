// The tool bar and the head of the map.

import { element, icon, iconButton } from "./dom";
import { csv, graphml, save, svg } from "./files";
import type { Table } from "./table";
import type { MapView } from "./view";

export function tools(view: MapView, table: Table): { head: HTMLElement | null; tools: HTMLElement } {
  const { messages, slice } = view;
  const title = slice?.nodes[0]?.label ?? messages.map;
  const list = iconButton("list", messages.list, () => {
    table.toggle();
    list.setAttribute("aria-pressed", String(table.open));
    if (table.open) table.root.focus();
  });
  list.setAttribute("aria-pressed", String(table.open));
  const shading = iconButton("shade", messages.shade, () => {
    view.shaded = !view.shaded;
    view.dispatchEvent(new CustomEvent("shade", { detail: {} }));
    shading.setAttribute("aria-pressed", String(view.shaded));
  });
  shading.setAttribute("aria-pressed", String(view.shaded));
  const bar = element(
    "div",
    { class: "tools", part: "tools", role: "group", "aria-label": messages.map },
    iconButton("plus", messages.zoomIn, () => view.zoom(1.3)),
    iconButton("minus", messages.zoomOut, () => view.zoom(1 / 1.3)),
    iconButton("fit", messages.fit, () => view.fit()),
    shading,
    list,
    menu(view, title),
  );
  if (!slice?.permalink) return { head: null, tools: bar };
  const head = element(
    "div",
    { class: "head", part: "head" },
    element("p", { class: "title" }, title),
    element("a", { href: slice.permalink, target: "_blank", rel: "noopener" }, messages.explorer, icon("out")),
  );
  return { head, tools: bar };
}

/** The menu of file formats and the permalink. Closes on Escape and when the focus leaves. */
function menu(view: MapView, title: string): HTMLElement {
  const { messages, slice } = view;
  const address = slice?.permalink;
  const name = `${title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}-map`;
  const text = (suffix: string, type: string, content: () => string) =>
    item(suffix.toUpperCase(), () => save(`${name}.${suffix}`, new Blob([content()], { type })));
  const item = (label: string, click: () => void) =>
    element(
      "button",
      {
        type: "button",
        click: () => {
          close();
          click();
        },
      },
      label,
    );
  const items = element(
    "div",
    { class: "menu", hidden: true },
    text("svg", "image/svg+xml", () => svg(view.graph, title)),
    item("PNG", async () => save(`${name}.png`, await view.picture())),
    text("graphml", "application/graphml+xml", () => graphml(view.graph)),
    text("csv", "text/csv", () => csv(view.graph)),
    address
      ? item(messages.copy, async () => {
          await navigator.clipboard.writeText(view.options.address?.() ?? address);
          view.announce(messages.copied);
        })
      : null,
  );
  const button = iconButton("save", messages.save, () => {
    items.hidden = !items.hidden;
    button.setAttribute("aria-expanded", String(!items.hidden));
    if (!items.hidden) items.querySelector("button")?.focus();
  });
  button.setAttribute("aria-expanded", "false");
  const close = () => {
    items.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  };
  const box = element("div", { class: "saving" }, button, items);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !items.hidden) close();
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget as Node | null)) {
      items.hidden = true;
      button.setAttribute("aria-expanded", "false");
    }
  });
  return box;
}
