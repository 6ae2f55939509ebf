// A paper's page: it is whole without this, which makes it quick and alive.

import "../site/site";
import "../styles/paper.css";
import { startCollections } from "../paper/collections";
import { startLive } from "../paper/live";
import { startQuick } from "../paper/optimistic";
import { startSwapping } from "../paper/swap";
import { startWriting } from "../paper/writing";
import { startCopying } from "../site/copy";

const page = document.querySelector<HTMLElement>("[data-paper]");
const paper = page?.dataset["paper"];
if (paper) {
  startCopying();
  startQuick(paper);
  startCollections(paper);
  startWriting(document);
  startSwapping(document);
  void import("../widget/index");
  void startLive(paper);
}
