// How the answer is shown. Examples can choose it, too.

import { createContext, useContext } from "react";

export type View = "json" | "table" | "chart";

export const VIEWS: readonly View[] = ["json", "table", "chart"];
export const VIEW_NAMES: Record<View, string> = { json: "JSON", table: "Table", chart: "Chart" };

export const ViewContext = createContext<readonly [View, (view: View) => void]>(["json", () => undefined]);

export function useView(): readonly [View, (view: View) => void] {
  return useContext(ViewContext);
}
