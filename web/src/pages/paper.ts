// The page of a paper: it works without this script, which adds live and optimistic updates.

import "../site/site";
import "../styles/paper.css";
import { startCollections } from "../paper/collections";
import { startLists } from "../paper/lists";
import { startLive } from "../paper/live";
import { startOptimistic } from "../paper/optimistic";
import { startSwapping } from "../paper/swap";
import { startTabs } from "../paper/tabs";
import { startWriting } from "../paper/writing";
import { startCopying } from "../site/copy";

const page = document.querySelector<HTMLElement>("[data-paper]");
const paper = page?.dataset["paper"];
if (paper) {
  startCopying();
  startOptimistic(paper);
  startCollections(paper);
  startWriting(document);
  startSwapping(document);
  startLists(document);
  startTabs();
  void import("../widget/index");
  void startLive(paper);
}
