// The colours of the service's pictures (exports/palette.py; a test holds the two together), which a page may change
// through custom properties, and which give way to the colours of a person who forces their own.

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
/** A forced palette has no colours to tell kinds by: shapes do. */
// prettier-ignore
const FORCED: Palette = {
  ground: "Canvas", text: "CanvasText", faint: "CanvasText", line: "GrayText", close: "Highlight",
  kinds: { PAPER: "CanvasText", AUTHOR: "CanvasText", INSTITUTION: "CanvasText", TOPIC: "CanvasText", VENUE: "CanvasText" },
  clusters: [],
};

/** The palette in force at an element: the theme's, with what its custom properties change. */
export function paletteAt(element: Element, dark: boolean): Palette {
  if (matchMedia("(forced-colors: active)").matches) return FORCED;
  const base = dark ? DARK : LIGHT;
  const style = getComputedStyle(element);
  const own = (name: string, usual: string) => style.getPropertyValue(`--research-map-${name}`).trim() || usual;
  const kinds = Object.entries(base.kinds).map(([kind, colour]) => [kind, own(kind.toLowerCase(), colour)]);
  return {
    ground: own("ground", base.ground),
    text: own("text", base.text),
    faint: own("faint", base.faint),
    line: own("line", base.line),
    close: own("close", base.close),
    kinds: Object.fromEntries(kinds) as Record<Kind, string>,
    clusters: base.clusters,
  };
}
