// Votes, saves and reactions show their result at once, and are reverted when the service rejects them.

import react from "../../../pages/documents/react.graphql?raw";
import save from "../../../pages/documents/save.graphql?raw";
import vote from "../../../pages/documents/vote.graphql?raw";
import { mutate } from "../site/graphql";
import { showToast } from "../site/toast";
import { count, readCount, PERSONAL, pressReaction, pressSave, pressVote, show, type State } from "./state";

interface Step {
  document: string;
  input: Record<string, unknown>;
  /** Shows the expected result. */
  apply: () => void;
  /** Shows the previous state. */
  revert: () => void;
}

/** Number of pending writes: live updates are ignored until they are answered. */
let pendingWrites = 0;

export function busy(): boolean {
  return pendingWrites > 0;
}

export function startOptimistic(paper: string): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-quick]")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!(button instanceof HTMLButtonElement)) return;
      event.preventDefault();
      void perform(step(form.dataset["quick"] ?? "", button, paper));
    });
  }
}

async function perform(step: Step): Promise<void> {
  step.apply();
  pendingWrites += 1;
  try {
    const { paper } = await mutate<{ paper: State }>(`${step.document}\n${PERSONAL}`, step.input);
    pendingWrites -= 1;
    if (!busy()) show(paper);
  } catch (error) {
    pendingWrites -= 1;
    step.revert();
    showToast(error instanceof Error ? error.message : "Something went wrong.");
  }
}

function step(kind: string, button: HTMLButtonElement, paper: string): Step {
  if (kind === "vote") return voteStep(button, paper);
  const on = button.name === "on";
  const name = kind === "save" ? "saves" : button.value;
  const before = readCount(name);
  const press = (state: boolean) => (kind === "save" ? pressSave(state) : pressReaction(button.value, state));
  const write = (state: boolean, number: number) => {
    press(state);
    count(name, number);
  };
  return {
    document: kind === "save" ? save : react,
    input: { paper, on, ...(kind === "save" ? {} : { kind: button.value }) },
    apply: () => write(on, before + (on ? 1 : -1)),
    revert: () => write(!on, before),
  };
}

function voteStep(button: HTMLButtonElement, paper: string): Step {
  const pressed = document.querySelector<HTMLButtonElement>('button[data-vote][aria-pressed="true"]');
  const before = pressed?.dataset["vote"] ?? "";
  const after = button.value;
  const likes = readCount("likes");
  const dislikes = readCount("dislikes");
  const of = (vote: string, which: string) => (vote === which ? 1 : 0);
  return {
    document: vote,
    input: { paper, vote: after || null },
    apply: () => {
      pressVote(after);
      count("likes", likes + of(after, "LIKE") - of(before, "LIKE"));
      count("dislikes", dislikes + of(after, "DISLIKE") - of(before, "DISLIKE"));
    },
    revert: () => {
      pressVote(before);
      count("likes", likes);
      count("dislikes", dislikes);
    },
  };
}
