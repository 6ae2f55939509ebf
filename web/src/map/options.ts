// What a map is given: where its nodes lead, how they are expanded, and how it looks.

import type { PlacedNode, Slice } from "./model";
import type { Column } from "./table";

export interface Options {
  /** The URL of the page of a node. */
  href(node: PlacedNode): string;
  /** Loads the surroundings of a node; without it nodes cannot be expanded. */
  expand?: (node: PlacedNode) => Promise<Slice>;
  /** Called by "Try again". */
  retry?: () => void;
  locale?: string;
  theme?: "auto" | "light" | "dark";
  /** Whether the wheel zooms without Ctrl, for pages that only show a map. */
  wheel?: boolean;
  /** Whether the head with title and link is shown. */
  head?: boolean;
  /** Whether a click on a node only selects it or also expands it (default). */
  click?: "expand" | "select";
  /** Further actions on the card of a node. */
  more?: { label: string; act(node: PlacedNode): void }[];
  /** The columns of the list after the name. */
  columns?: Column[];
  /** Whether the list is beside the picture instead of over it. */
  beside?: boolean;
  /** The URL of the current view, if it differs from the permalink of the slice. */
  address?: () => string;
}
