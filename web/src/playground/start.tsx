/** @jsxImportSource react */
// Starts GraphiQL in the page, with the shared query of the URL.

import { createRoot } from "react-dom/client";
import "./workers";
import { Playground } from "./playground";
import { readFragment } from "./share";
import "./style.css";

export async function start(container: HTMLElement): Promise<void> {
  const initial = await readFragment(location.hash);
  createRoot(container).render(<Playground from={initial} />);
}
