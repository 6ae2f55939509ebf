// Shows the activity of others on the paper while the page is open.

import counts from "../../../pages/documents/counts_now.graphql?raw";
import live from "../../../pages/documents/live.graphql?raw";
import { execute } from "../site/graphql";
import { busy } from "./optimistic";
import { PUBLIC, type State, show } from "./state";
import { swap } from "./swap";

interface Event {
  paperActivity: { cursor: string; kind: string; paper: State };
}

/** Milliseconds over which the clients of one paper spread their reloads. */
const SPREAD = 600;

export async function startLive(paper: string): Promise<void> {
  const { createClient } = await import("graphql-ws");
  let timer = 0;
  const refreshTexts = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void refresh(), Math.random() * SPREAD);
  };
  // The client sends this again after a lost connection: it resumes from the last cursor.
  const variables: { paper: string; after: string | null } = { paper, after: null };
  const catchUp = () => {
    refreshTexts();
    void refreshCounts(paper);
  };
  let connections = 0;
  const client = createClient({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: {
      connected: () => {
        setLiveState("on");
        if (connections++ && variables.after === null) catchUp();
      },
      closed: () => setLiveState("off"),
    },
  });
  const listen = () =>
    client.subscribe<Event>(
      { query: `${live}\n${PUBLIC}`, variables },
      {
        next: ({ data }) => {
          const activity = data?.paperActivity;
          if (!activity) return;
          variables.after = activity.cursor;
          if (!busy()) show(activity.paper);
          if (/^(REVIEW|COMMENT)/.test(activity.kind)) refreshTexts();
        },
        error: () => {
          // The cursor is no longer stored: load the current state and subscribe from now on.
          if (variables.after === null) return;
          variables.after = null;
          catchUp();
          listen();
        },
        complete: () => undefined,
      },
    );
  listen();
}

/** Loads and shows the current counts. */
async function refreshCounts(paper: string): Promise<void> {
  const data = await execute<{ paper: State }>(`${counts}\n${PUBLIC}`, { paper }).catch(() => null);
  if (data && !busy()) show(data.paper);
}

/** Marks on the page whether live updates are connected. */
function setLiveState(state: "on" | "off"): void {
  const page = document.querySelector<HTMLElement>("[data-paper]");
  if (page) page.dataset["live"] = state;
}

/** Reloads the reviews and comments of the page. */
async function refresh(): Promise<void> {
  const address = new URL(location.href);
  address.searchParams.set("part", "talk");
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return;
  swap(new DOMParser().parseFromString(await response.text(), "text/html"), { forms: false });
}
