// The style sheet, once for each document or shadow tree: made by script, which no page's policy on styles forbids.

import stylesheet from "./map.css?inline";

const sheets = new WeakSet<Node>();

export function adopt(place: HTMLElement | ShadowRoot): void {
  const root = place.getRootNode() as Document | ShadowRoot;
  if (sheets.has(root)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(stylesheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  sheets.add(root);
}
