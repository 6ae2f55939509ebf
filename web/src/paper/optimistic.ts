// Votes, saves and reactions show at once what they do, and go back when the service refuses.

import react from "../../../pages/documents/react.graphql?raw";
import save from "../../../pages/documents/save.graphql?raw";
import vote from "../../../pages/documents/vote.graphql?raw";
import { change } from "../site/graphql";
import { tell } from "../site/toast";
import { count, counted, PERSONAL, pressReaction, pressSave, pressVote, show, type State } from "./state";

interface Step {
  document: string;
  input: Record<string, unknown>;
  /** Shows what will be. */
  ahead: () => void;
  /** Shows what was. */
  back: () => void;
}

/** Writes that are under way: while there are any, what is told from elsewhere waits for their answers. */
let writing = 0;

export function busy(): boolean {
  return writing > 0;
}

export function startQuick(paper: string): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-quick]")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!(button instanceof HTMLButtonElement)) return;
      event.preventDefault();
      void take(step(form.dataset["quick"] ?? "", button, paper));
    });
  }
}

async function take(step: Step): Promise<void> {
  step.ahead();
  writing += 1;
  try {
    const { paper } = await change<{ paper: State }>(`${step.document}\n${PERSONAL}`, step.input);
    writing -= 1;
    if (!busy()) show(paper);
  } catch (error) {
    writing -= 1;
    step.back();
    tell(error instanceof Error ? error.message : "That did not work.");
  }
}

function step(kind: string, button: HTMLButtonElement, paper: string): Step {
  if (kind === "vote") return voting(button, paper);
  const on = button.name === "on";
  const name = kind === "save" ? "saves" : button.value;
  const before = counted(name);
  const press = (state: boolean) => (kind === "save" ? pressSave(state) : pressReaction(button.value, state));
  const write = (state: boolean, number: number) => {
    press(state);
    count(name, number);
  };
  return {
    document: kind === "save" ? save : react,
    input: { paper, on, ...(kind === "save" ? {} : { kind: button.value }) },
    ahead: () => write(on, before + (on ? 1 : -1)),
    back: () => write(!on, before),
  };
}

function voting(button: HTMLButtonElement, paper: string): Step {
  const pressed = document.querySelector<HTMLButtonElement>('button[data-vote][aria-pressed="true"]');
  const before = pressed?.dataset["vote"] ?? "";
  const after = button.value;
  const likes = counted("likes");
  const dislikes = counted("dislikes");
  const of = (vote: string, which: string) => (vote === which ? 1 : 0);
  return {
    document: vote,
    input: { paper, vote: after || null },
    ahead: () => {
      pressVote(after);
      count("likes", likes + of(after, "LIKE") - of(before, "LIKE"));
      count("dislikes", dislikes + of(after, "DISLIKE") - of(before, "DISLIKE"));
    },
    back: () => {
      pressVote(before);
      count("likes", likes);
      count("dislikes", dislikes);
    },
  };
}
