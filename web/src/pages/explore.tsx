// The explorer.

import { render } from "preact";
import "../site/site";
import "../styles/explore.css";
import "../widget/index";
import { Bar } from "../explore/bar";
import { Explorer } from "../explore/explorer";
import { Finder } from "../explore/finder";
import { Time } from "../explore/time";
import { WorkLists } from "../explore/works";

const element = document.querySelector("research-map");
const bar = document.querySelector("#bar");
const time = document.querySelector("#time");
const works = document.querySelector("#works");
const start = document.querySelector("#start");

if (element?.view && bar && time && works) {
  const explorer = new Explorer(element);
  element.view.refresh();
  render(<Bar explorer={explorer} />, bar);
  render(<Time explorer={explorer} />, time);
  render(<WorkLists explorer={explorer} />, works);
  document.addEventListener("keydown", (event) => undo(event, explorer));
  void explorer.show();
}

if (start) {
  const go = (id: string) => location.assign(`/explore?${new URLSearchParams({ around: id })}`);
  render(<Finder name="start" label="A paper, a person, an institution or a topic" pick={({ id }) => go(id)} />, start);
}

/** The keys for undo and redo, except in text fields. */
function undo(event: KeyboardEvent, explorer: Explorer): void {
  const writing =
    event.target instanceof HTMLElement && event.target.matches("input:not([type=range]), textarea, select");
  if (writing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) explorer.timeline.redo();
  else explorer.timeline.undo();
}
