// The counts and the reader's state on the page of a paper.

import counts from "../../../pages/documents/Counts.graphql?raw";
import viewerState from "../../../pages/documents/ViewerState.graphql?raw";

export interface ReactionCount {
  kind: string;
  count: number;
  viewerReacted?: boolean;
}

export interface Frame {
  likes: number;
  dislikes: number;
  saves: number;
  reviews: number;
  comments: number;
  viewerVote?: "LIKE" | "DISLIKE" | null;
  viewerHasSaved?: boolean;
}

export interface State {
  readingFrame: Frame;
  reactions: ReactionCount[];
}

export const PUBLIC = counts;
export const PERSONAL = `${counts}\n${viewerState}`;

const NUMBERS = ["likes", "dislikes", "saves", "reviews", "comments"] as const;

export function formatCount(number: number): string {
  return number.toLocaleString("en").replaceAll(",", "\u202f");
}

/** Writes a count wherever the page shows it; where there is none, an invitation or nothing instead of 0. */
export function count(name: string, number: number): void {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-count="${name}"]`)) {
    const text = number === 0 && "quiet" in element.dataset ? "" : formatCount(number);
    if (element.textContent !== text) element.textContent = text;
  }
  showSome(name, number);
  if (name === "likes" || name === "dislikes") showSome("votes", readCount("likes") + readCount("dislikes"));
}

/** Shows the counts of a name if there are any, otherwise the invitation. */
function showSome(name: string, number: number): void {
  const set = (attribute: string, hidden: boolean) => {
    for (const element of document.querySelectorAll<HTMLElement>(`[${attribute}="${name}"]`)) element.hidden = hidden;
  };
  set("data-some", number === 0);
  set("data-none", number > 0);
}

/** The count on the page. */
export function readCount(name: string): number {
  return Number(document.querySelector(`[data-count="${name}"]`)?.textContent?.replaceAll(/\D/g, "") ?? 0);
}

/** Shows a state; the reader's part only if the answer has it. */
export function show(state: State): void {
  const frame = state.readingFrame;
  for (const name of NUMBERS) count(name, frame[name]);
  for (const reaction of state.reactions) count(reaction.kind, reaction.count);
  showSome("reactions", state.reactions.filter((reaction) => reaction.count > 0).length);
  if (frame.viewerVote !== undefined) pressVote(frame.viewerVote ?? "");
  if (frame.viewerHasSaved !== undefined) pressSave(frame.viewerHasSaved);
  for (const reaction of state.reactions) {
    if (reaction.viewerReacted !== undefined) pressReaction(reaction.kind, reaction.viewerReacted);
  }
}

export function pressVote(vote: string): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-vote]")) {
    const value = button.dataset["vote"] ?? "";
    button.setAttribute("aria-pressed", String(value === vote));
    button.value = value === vote ? "" : value;
  }
}

export function pressSave(saved: boolean): void {
  const button = document.querySelector<HTMLButtonElement>('form[data-quick="save"] button');
  if (!button) return;
  const [off, on] = (button.dataset["words"] ?? "|").split("|");
  press(button, saved);
  const label = button.querySelector("span");
  if (label) label.textContent = (saved ? on : off) ?? "";
  const ownSave = document.querySelector<HTMLElement>("[data-saved]");
  if (ownSave) ownSave.hidden = !saved;
}

export function pressReaction(kind: string, on: boolean): void {
  const button = document.querySelector<HTMLButtonElement>(`form[data-quick="react"] button[value="${kind}"]`);
  if (button) press(button, on);
}

function press(button: HTMLButtonElement, on: boolean): void {
  button.setAttribute("aria-pressed", String(on));
  button.name = on ? "off" : "on";
}
