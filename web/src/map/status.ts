// What stands over the picture while there is none: loading, empty, failed, offline; and words that pass.

import { element } from "./dom";
import type { Words } from "./i18n";

export type Trouble = { kind: "loading" | "empty" | "offline" | "missing" } | { kind: "failed"; message: string };

export class Status {
  readonly root = element("div", { class: "status", part: "status", hidden: true });
  readonly #toast = element("p", { class: "toast", hidden: true, "aria-hidden": "true" });
  readonly #retry: () => void;
  #timer = 0;

  constructor(retry: () => void) {
    this.#retry = retry;
    queueMicrotask(() => this.root.after(this.#toast));
  }

  show(trouble: Trouble | null, words: Words): void {
    this.root.hidden = !trouble;
    this.root.replaceChildren();
    if (!trouble) return;
    this.root.dataset.kind = trouble.kind;
    const said = trouble.kind === "failed" ? `${words.failed} ${trouble.message}` : words[trouble.kind];
    const again = trouble.kind === "failed" || trouble.kind === "offline";
    this.root.append(
      trouble.kind === "loading" ? element("span", { class: "pulse", "aria-hidden": "true" }) : "",
      element("p", { role: trouble.kind === "loading" ? "status" : "alert" }, said),
      again ? element("button", { type: "button", class: "primary", click: this.#retry }, words.retry) : "",
    );
  }

  /** A sentence that goes by itself. */
  whisper(text: string): void {
    this.#toast.textContent = text;
    this.#toast.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#toast.hidden = true;
    }, 2_500);
  }
}
