// The style sheets, once per document or shadow tree; constructed by script, which needs no exception in a style policy.

import card from "./card.css?inline";
import legend from "./legend.css?inline";
import list from "./list.css?inline";
import map from "./map.css?inline";
import status from "./status.css?inline";
import tools from "./tools.css?inline";

// In cascade order: later rules win at equal specificity.
const stylesheet = [map, tools, card, list, legend, status].join("");

const sheets = new WeakSet<Node>();

export function adopt(container: HTMLElement | ShadowRoot): void {
  const root = container.getRootNode() as Document | ShadowRoot;
  if (sheets.has(root)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(stylesheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  sheets.add(root);
}
