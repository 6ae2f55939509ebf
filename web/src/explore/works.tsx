// Below the map: papers that many of its papers cite, and papers that cite many of them, which are not on it.

import { useEffect, useState } from "preact/hooks";
import { page } from "../map/service";
import { useExplorer } from "./bar";
import type { Explorer } from "./explorer";
import type { Work, Works } from "./queries";

export function WorkLists({ explorer }: { explorer: Explorer }) {
  useExplorer(explorer);
  const [isOpen, open] = useState(false);
  const [works, show] = useState<Works | null>(null);
  const [message, say] = useState("");
  const { params } = explorer.state;
  const key = JSON.stringify(params);
  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    show(null);
    say("Counting citations…");
    explorer.works().then(
      (answer) => {
        if (isCurrent) show(answer);
      },
      () => {
        if (isCurrent) say("These lists could not be loaded. Close and open them to try again.");
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [explorer, isOpen, key]);
  return (
    <details class="works" onToggle={(event) => open(event.currentTarget.open)}>
      <summary>Prior and derivative works</summary>
      {works ? (
        <div>
          <List explorer={explorer} name="Prior works" works={works.prior} papers={works.papers} verb="Cited by" />
          <List
            explorer={explorer}
            name="Derivative works"
            works={works.derivative}
            papers={works.papers}
            verb="Cites"
          />
        </div>
      ) : (
        isOpen && <p role="status">{message}</p>
      )}
    </details>
  );
}

interface ListProperties {
  explorer: Explorer;
  name: string;
  works: readonly Work[];
  /** The number of papers on the map. */
  papers: number;
  verb: string;
}

function List({ explorer, name, works, papers, verb }: ListProperties) {
  const id = name.toLowerCase().replace(" ", "-");
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {works.length ? (
        <ol>
          {works.map((work) => (
            <li key={work.id}>
              <a href={page("", { id: work.id, kind: "PAPER" })} dir="auto">
                {work.label}
              </a>
              <p class="faint">
                {work.subtitle && `${work.subtitle} · `}
                {papers > 1 && `${verb} ${work.count} of ${papers} papers · `}
                <button
                  type="button"
                  class="plain"
                  aria-label={`Add to the map: ${work.label}`}
                  onClick={() => void explorer.add(work.id)}
                >
                  Add to the map
                </button>
              </p>
            </li>
          ))}
        </ol>
      ) : (
        <p class="faint">There are none in this graph.</p>
      )}
    </section>
  );
}
