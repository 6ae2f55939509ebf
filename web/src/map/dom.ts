// Elements without a framework.

type Child = Node | string | null;
type Properties = Record<string, string | boolean | number | null | ((event: Event) => void)>;

/** An element. Functions become listeners, `true` an empty attribute; `false` and null are omitted. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** The path of each icon, in a square of 24. */
const STROKES = {
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  shade: "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M12 4v16M12 8h6.5M12 12h8M12 16h6.5",
  save: "M12 4v11m-4.5-4L12 15.5 16.5 11M4.5 16v3.5h15V16",
  close: "M6 6l12 12M18 6L6 18",
  out: "M8 6h10v10M18 6L6 18",
} as const;

/** An icon that is hidden from screen readers: its button has a label. */
export function icon(name: keyof typeof STROKES): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", STROKES[name]);
  svg.append(path);
  return svg;
}

/** A button with an icon. */
export function iconButton(name: keyof typeof STROKES, label: string, click: () => void): HTMLButtonElement {
  return element("button", { type: "button", title: label, "aria-label": label, click }, icon(name));
}
