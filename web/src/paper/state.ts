// What the page says of a paper in numbers, and how it is kept in step with the service.

import counts from "../../../pages/documents/Counts.graphql?raw";
import own from "../../../pages/documents/Own.graphql?raw";

export interface Tally {
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
  reactions: Tally[];
}

export const PUBLIC = counts;
export const PERSONAL = `${counts}\n${own}`;

const NUMBERS = ["likes", "dislikes", "saves", "reviews", "comments"] as const;

export function written(number: number): string {
  return number.toLocaleString("en").replaceAll(",", "\u202f");
}

/** Writes a number wherever the page shows it. */
export function count(name: string, number: number): void {
  for (const place of document.querySelectorAll(`[data-count="${name}"]`)) {
    const text = written(number);
    if (place.textContent !== text) place.textContent = text;
  }
}

/** The number that the page shows. */
export function counted(name: string): number {
  return Number(document.querySelector(`[data-count="${name}"]`)?.textContent?.replaceAll(/\D/g, "") ?? 0);
}

/** Writes all that an answer says; what is the reader's own only where it is said. */
export function show(state: State): void {
  const frame = state.readingFrame;
  for (const name of NUMBERS) count(name, frame[name]);
  for (const tally of state.reactions) count(tally.kind, tally.count);
  if (frame.viewerVote !== undefined) pressVote(frame.viewerVote ?? "");
  if (frame.viewerHasSaved !== undefined) pressSave(frame.viewerHasSaved);
  for (const tally of state.reactions) {
    if (tally.viewerReacted !== undefined) pressReaction(tally.kind, tally.viewerReacted);
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
  const words = button.querySelector("span");
  if (words) words.textContent = (saved ? on : off) ?? "";
  const among = document.querySelector<HTMLElement>("[data-saved]");
  if (among) among.hidden = !saved;
}

export function pressReaction(kind: string, on: boolean): void {
  const button = document.querySelector<HTMLButtonElement>(`form[data-quick="react"] button[value="${kind}"]`);
  if (button) press(button, on);
}

function press(button: HTMLButtonElement, on: boolean): void {
  button.setAttribute("aria-pressed", String(on));
  button.name = on ? "off" : "on";
}
