// What others do on the paper shows while the page is open.

import live from "../../../pages/documents/live.graphql?raw";
import { busy } from "./quick";
import { PUBLIC, type State, show } from "./state";
import { swap } from "./swap";

interface Event {
  paperActivity: { cursor: string; kind: string; paper: State };
}

/** Readers of one paper come for its texts one after the other, and not all at once. */
const SPREAD = 600;

export async function startLive(paper: string): Promise<void> {
  const { createClient } = await import("graphql-ws");
  const client = createClient({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: {
      connected: () => mark("on"),
      closed: () => mark("off"),
    },
  });
  let after: string | null = null;
  let waiting = 0;
  const texts = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void refresh(), Math.random() * SPREAD);
  };
  const listen = () =>
    client.subscribe<Event>(
      // A connection that was lost resumes where it stopped.
      { query: `${live}\n${PUBLIC}`, variables: { paper, after } },
      {
        next: ({ data }) => {
          const activity = data?.paperActivity;
          if (!activity) return;
          after = activity.cursor;
          if (!busy()) show(activity.paper);
          if (/^(REVIEW|COMMENT)/.test(activity.kind)) texts();
        },
        error: () => undefined,
        complete: () => undefined,
      },
    );
  listen();
}

/** Says on the page whether it hears of what others do. */
function mark(state: "on" | "off"): void {
  const page = document.querySelector<HTMLElement>("[data-paper]");
  if (page) page.dataset["live"] = state;
}

/** The texts of the page as they are now. */
async function refresh(): Promise<void> {
  const address = new URL(location.href);
  address.searchParams.set("part", "talk");
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return;
  swap(new DOMParser().parseFromString(await response.text(), "text/html"), { forms: false });
}
