// The style sheets, once for each document or shadow tree: made by script, which no page's policy on styles forbids.

import card from "./card.css?inline";
import legend from "./legend.css?inline";
import list from "./list.css?inline";
import map from "./map.css?inline";
import status from "./status.css?inline";
import tools from "./tools.css?inline";

// In the order of the cascade: what is later counts where two rules weigh the same.
const stylesheet = [map, tools, card, list, legend, status].join("");

const sheets = new WeakSet<Node>();

export function adopt(place: HTMLElement | ShadowRoot): void {
  const root = place.getRootNode() as Document | ShadowRoot;
  if (sheets.has(root)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(stylesheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  sheets.add(root);
}
