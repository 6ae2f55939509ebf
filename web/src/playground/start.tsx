/** @jsxImportSource react */
// Puts GraphiQL into the page, with what the address shares.

import { createRoot } from "react-dom/client";
import "./workers";
import { Playground } from "./playground";
import { shared } from "./share";
import "./style.css";

export async function start(place: HTMLElement): Promise<void> {
  const from = await shared(location.hash);
  createRoot(place).render(<Playground from={from} />);
}
