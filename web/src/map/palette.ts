// The colours of the service's pictures (exports/palette.py; a test compares the two). A page can change them with
// custom properties; forced colours of the reader take precedence.

import type { Kind } from "./model";

export interface Palette {
  ground: string;
  text: string;
  faint: string;
  line: string;
  close: string;
  kinds: Record<Kind, string>;
  clusters: readonly string[];
}

// prettier-ignore
export const LIGHT: Palette = {
  ground: "#ffffff", text: "#1c2333", faint: "#5b6475", line: "#8a93a6", close: "#b45309",
  kinds: { PAPER: "#2f5fd0", AUTHOR: "#c2410c", INSTITUTION: "#0f766e", TOPIC: "#7c3aed", VENUE: "#be185d" },
  clusters: ["#3b82f6", "#14b8a6", "#f59e0b", "#a855f7", "#ec4899", "#84cc16"],
};
// prettier-ignore
export const DARK: Palette = {
  ground: "#11151f", text: "#e9ecf3", faint: "#a3adc0", line: "#66708a", close: "#f5a524",
  kinds: { PAPER: "#7ea6ff", AUTHOR: "#ff9a66", INSTITUTION: "#4fd1c1", TOPIC: "#bc9bff", VENUE: "#ff8cb8" },
  clusters: ["#60a5fa", "#2dd4bf", "#fbbf24", "#c084fc", "#f472b6", "#a3e635"],
};
/** With forced colours, kinds differ by shape only. */
// prettier-ignore
const FORCED: Palette = {
  ground: "Canvas", text: "CanvasText", faint: "CanvasText", line: "GrayText", close: "Highlight",
  kinds: { PAPER: "CanvasText", AUTHOR: "CanvasText", INSTITUTION: "CanvasText", TOPIC: "CanvasText", VENUE: "CanvasText" },
  clusters: [],
};

/** The palette of an element: that of the theme, with its custom properties. */
export function paletteAt(element: Element, dark: boolean): Palette {
  if (matchMedia("(forced-colors: active)").matches) return FORCED;
  const base = dark ? DARK : LIGHT;
  const style = getComputedStyle(element);
  const custom = (name: string, fallback: string) =>
    style.getPropertyValue(`--research-map-${name}`).trim() || fallback;
  const kinds = Object.entries(base.kinds).map(([kind, colour]) => [kind, custom(kind.toLowerCase(), colour)]);
  return {
    ground: custom("ground", base.ground),
    text: custom("text", base.text),
    faint: custom("faint", base.faint),
    line: custom("line", base.line),
    close: custom("close", base.close),
    kinds: Object.fromEntries(kinds) as Record<Kind, string>,
    clusters: base.clusters,
  };
}
