// The overlay for loading, empty, failed and offline, and short messages.

import { element } from "./dom";
import type { Messages } from "./i18n";

export type Problem = { kind: "loading" | "empty" | "offline" | "missing" } | { kind: "failed"; message: string };

export class Status {
  readonly root = element("div", { class: "status", part: "status", hidden: true });
  readonly #toast = element("p", { class: "toast", hidden: true, "aria-hidden": "true" });
  readonly #retry: () => void;
  #timer = 0;

  constructor(retry: () => void) {
    this.#retry = retry;
    queueMicrotask(() => this.root.after(this.#toast));
  }

  show(problem: Problem | null, messages: Messages): void {
    this.root.hidden = !problem;
    this.root.replaceChildren();
    if (!problem) return;
    this.root.dataset.kind = problem.kind;
    const text = problem.kind === "failed" ? `${messages.failed} ${problem.message}` : messages[problem.kind];
    const canRetry = problem.kind === "failed" || problem.kind === "offline";
    this.root.append(
      problem.kind === "loading" ? element("span", { class: "pulse", "aria-hidden": "true" }) : "",
      element("p", { role: problem.kind === "loading" ? "status" : "alert" }, text),
      canRetry ? element("button", { type: "button", class: "primary", click: this.#retry }, messages.retry) : "",
    );
  }

  /** Shows a message for a short time. */
  showToast(text: string): void {
    this.#toast.textContent = text;
    this.#toast.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#toast.hidden = true;
    }, 2_500);
  }
}
