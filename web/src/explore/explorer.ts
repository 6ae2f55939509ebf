// The explorer: what happens on the map becomes a state in the address, and a state in the address becomes the map.

import type { Placed } from "../map/model";
import { Unanswered } from "../map/service";
import type { Detail, MapView } from "../map/view";
import type { ResearchMapElement } from "../widget/element";
import { Asking } from "./queries";
import { columns } from "./columns";
import { Showing, type Way } from "./showing";
import type { State, Step } from "./state";
import { Timeline } from "./timeline";

export interface Choice {
  id: string;
  label: string;
}

const PAUSE = 400;

/** Tells `change` whenever there is something new to show around the map. */
export class Explorer extends EventTarget {
  readonly timeline = new Timeline(() => {
    this.#sliding = false;
    void this.show();
  });
  readonly view: MapView;
  /** The ends of a path that is being asked for; null while none is. */
  picking: { from: Choice | null; to: Choice | null; said: string } | null = null;
  readonly #asking: Asking;
  readonly #showing: Showing;
  #saving = 0;
  #sliding = false;

  constructor(element: ResearchMapElement) {
    super();
    this.view = element.view as MapView;
    this.#asking = new Asking(this.state.wish, element.data);
    this.#showing = new Showing(this.view, this.#asking);
    Object.assign(this.view.options, {
      beside: true,
      click: "select",
      columns: columns(this.view),
      address: () => location.href,
      expand: (node: Placed) => this.#asking.around(node.id, this.state.wish),
      more: [{ label: "Path from here", act: (node: Placed) => this.pick({ from: node, to: null }) }],
      retry: () => void this.show(),
    });
    this.#listen();
  }

  get state(): State {
    return this.timeline.state;
  }

  /** The nodes that the map is around; what the graph does not know has its id as its name. */
  get seeds(): Choice[] {
    const names = new Map(this.view.slice?.nodes.map((node) => [node.id, node.label]));
    return this.state.wish.around.map((id) => ({ id, label: names.get(id) ?? id }));
  }

  /** The paths that are on the map. */
  get ways(): Way[] {
    return this.#showing.ways;
  }

  /** Changes what is shown, so that it can be undone. */
  async change(part: Partial<State>): Promise<void> {
    this.#push(part);
    await this.show();
  }

  async add(id: string): Promise<void> {
    const { around } = this.state.wish;
    if (around.includes(id)) return this.view.select(id, true);
    await this.change({ wish: { ...this.state.wish, around: [...around, id] }, at: null });
  }

  async leave(id: string): Promise<void> {
    const around = this.state.wish.around.filter((each) => each !== id);
    if (around.length) await this.change({ wish: { ...this.state.wish, around }, at: null });
    else location.assign(location.pathname);
  }

  /** Shows some years; `done` when the hand has let go. What follows until `rest` is one change. */
  slide(years: State["years"], done: boolean): void {
    this.#showing.filter(years);
    if (!done) return;
    if (this.#sliding) this.timeline.replace({ ...this.state, years });
    else this.#push({ years });
    this.#sliding = true;
    this.#tell();
  }

  /** The hand has left the slider. */
  rest(): void {
    this.#sliding = false;
  }

  /** Begins to ask for a path, or goes on; null ends it. */
  pick(ends: { from: Choice | null; to: Choice | null } | null): void {
    this.picking = ends && { ...ends, said: "" };
    this.#tell();
    if (!this.picking || !ends?.from || !ends.to) return;
    if (ends.from.id !== ends.to.id) return void this.#connect(ends.from.id, ends.to.id);
    this.picking.said = "These are one and the same: choose another.";
    this.#tell();
  }

  /** Takes a path off the list; what it brought to the map goes with it. */
  async forget(step: Step): Promise<void> {
    await this.change({ steps: this.state.steps.filter((each) => each !== step) });
  }

  /** Makes the map what the state says. */
  async show(): Promise<void> {
    if (!(await this.#showing.show(this.state))) return;
    document.title = `${this.seeds.map((seed) => seed.label).join(", ")} · Explorer · Peergraph`;
    this.#tell();
  }

  async #connect(from: string, to: string): Promise<void> {
    const asked = this.picking;
    let said = "Nothing connects them within 6 links.";
    try {
      const paths = await this.#asking.paths(from, to);
      if (asked !== this.picking) return;
      if (paths.length) {
        this.picking = null;
        return await this.change({ steps: [...this.state.steps, { path: [from, to] }], selected: null, at: null });
      }
    } catch (error) {
      said = error instanceof Unanswered && error.offline ? this.view.words.offline : (error as Error).message;
    }
    if (asked && asked === this.picking) asked.said = said;
    this.#tell();
  }

  #listen(): void {
    const hear = (type: string, does: (detail: Detail) => void) =>
      this.view.addEventListener(type, (event) => {
        if (!this.#showing.busy) does((event as CustomEvent<Detail>).detail);
      });
    hear("select", ({ id }) => this.#selected(id ?? null));
    hear("expand", ({ id }) => this.#did({ grow: id as string }));
    hear("remove", ({ id }) => this.#did({ drop: id as string }));
    hear("kinds", () => {
      this.#push({ hidden: [...this.view.hidden] });
      this.#tell();
    });
    hear("list", () => this.timeline.replace({ ...this.state, list: this.view.list.open, sort: this.view.list.sort }));
    hear("move", () => this.#later());
  }

  #push(part: Partial<State>): void {
    this.#sliding = false;
    this.timeline.push({ ...this.state, ...part });
  }

  /** What the view has done already. */
  #did(step: Step): void {
    this.#push({ steps: [...this.state.steps, step], selected: this.view.selected?.id ?? null });
    this.#showing.holds(this.state);
    this.#tell();
  }

  #selected(id: string | null): void {
    this.timeline.replace({ ...this.state, selected: id });
    this.#later();
    const node = this.view.selected;
    if (!this.picking || !node) return;
    const { from, to } = this.picking;
    if (!from) this.pick({ from: node, to });
    else if (!to && from.id !== node.id) this.pick({ from, to: node });
  }

  /** Keeps where the picture has been moved to, once it rests. */
  #later(): void {
    clearTimeout(this.#saving);
    this.#saving = window.setTimeout(() => {
      const { at, spread } = this.view;
      this.timeline.replace({ ...this.state, at: at && [at.x / spread.x, at.y / spread.y, at.zoom] });
    }, PAUSE);
  }

  #tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}
