// Undo and redo use the browser's history: each change is an entry, so Back undoes it, also after a reload.

import { read, type State, written } from "./state";

const LAST = "explorer-last";

export class Timeline {
  #state: State;
  #at: number;
  #last: number;

  /** `onMove` is called with the state to show after undo and redo. */
  constructor(onMove: (state: State) => void) {
    this.#state = read(new URLSearchParams(location.search));
    const at: unknown = history.state?.explorer;
    this.#at = typeof at === "number" ? at : 0;
    this.#last = typeof at === "number" ? Math.max(at, Number(sessionStorage.getItem(LAST)) || 0) : 0;
    history.replaceState({ explorer: this.#at }, "");
    addEventListener("popstate", (event: PopStateEvent) => {
      this.#at = event.state?.explorer ?? 0;
      this.#state = read(new URLSearchParams(location.search));
      onMove(this.#state);
    });
  }

  get state(): State {
    return this.#state;
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#last;
  }

  /** A change that can be undone. */
  push(state: State): void {
    this.#state = state;
    this.#at += 1;
    this.#last = this.#at;
    sessionStorage.setItem(LAST, String(this.#last));
    history.pushState({ explorer: this.#at }, "", this.#address());
  }

  /** A change of the view only, without an undo step. */
  replace(state: State): void {
    this.#state = state;
    history.replaceState({ explorer: this.#at }, "", this.#address());
  }

  undo(): void {
    if (this.canUndo) history.back();
  }

  redo(): void {
    if (this.canRedo) history.forward();
  }

  #address(): string {
    const parameters = written(this.#state);
    return location.pathname + (parameters && `?${parameters}`);
  }
}
