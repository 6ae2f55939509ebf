// What others do on the paper shows while the page is open.

import counts from "../../../pages/documents/counts_now.graphql?raw";
import live from "../../../pages/documents/live.graphql?raw";
import { ask } from "../site/graphql";
import { busy } from "./optimistic";
import { PUBLIC, type State, show } from "./state";
import { swap } from "./swap";

interface Event {
  paperActivity: { cursor: string; kind: string; paper: State };
}

/** Readers of one paper come for its texts one after the other, and not all at once. */
const SPREAD = 600;

export async function startLive(paper: string): Promise<void> {
  const { createClient } = await import("graphql-ws");
  let waiting = 0;
  const texts = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void refresh(), Math.random() * SPREAD);
  };
  // The client sends this anew after a connection was lost: with the last cursor it resumes where it stopped.
  const variables: { paper: string; after: string | null } = { paper, after: null };
  const catchUp = () => {
    texts();
    void now(paper);
  };
  let connections = 0;
  const client = createClient({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: {
      connected: () => {
        mark("on");
        if (connections++ && variables.after === null) catchUp();
      },
      closed: () => mark("off"),
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
          if (/^(REVIEW|COMMENT)/.test(activity.kind)) texts();
        },
        error: () => {
          // The place where it stopped is no longer kept: what is there now is read, and heard from there on.
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

/** The numbers as they are now. */
async function now(paper: string): Promise<void> {
  const found = await ask<{ paper: State }>(`${counts}\n${PUBLIC}`, { paper }).catch(() => null);
  if (found && !busy()) show(found.paper);
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
