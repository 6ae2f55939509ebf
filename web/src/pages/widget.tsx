// The configurator of /widget: applies its options to the live map and to the code to copy.

import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import "../site/site";
import "../styles/configurator.css";
import "../widget/index";

interface Choice {
  paper: string;
  nodes: number;
  hops: number;
  kinds: string[];
  theme: string;
  locale: string;
}

const KINDS = ["PAPER", "AUTHOR", "INSTITUTION", "TOPIC", "VENUE"];
const DEFAULTS: Choice = { paper: "", nodes: 40, hops: 1, kinds: KINDS.slice(0, 4), theme: "auto", locale: "" };

/** The attributes whose values differ from the defaults of the element. */
function attributes(choice: Choice): [string, string][] {
  const pairs: [string, string | null][] = [
    ["paper", choice.paper],
    ["nodes", choice.nodes === 60 ? null : String(choice.nodes)],
    ["hops", choice.hops === 1 ? null : String(choice.hops)],
    ["kinds", choice.kinds.join() === DEFAULTS.kinds.join() ? null : choice.kinds.join()],
    ["theme", choice.theme === "auto" ? null : choice.theme],
    ["locale", choice.locale || null],
  ];
  return pairs.filter((pair): pair is [string, string] => pair[1] !== null);
}

function code(address: string, choice: Choice): string {
  const pairs = attributes(choice).map(([name, value]) => ` ${name}="${value.replaceAll('"', "&quot;")}"`);
  return `<script type="module" src="${address}/widget.js"></script>\n<research-map${pairs.join("")}></research-map>`;
}

/** Applies the choice to the live map and to the code. */
function apply(address: string, choice: Choice): void {
  const map = document.querySelector("research-map");
  const values = new Map(attributes(choice));
  for (const name of ["paper", "nodes", "hops", "kinds", "theme", "locale"]) {
    const value = values.get(name);
    if (value === undefined) map?.removeAttribute(name);
    else if (map?.getAttribute(name) !== value) map?.setAttribute(name, value);
  }
  const codeElement = document.querySelector("#code");
  if (codeElement) codeElement.textContent = code(address, choice);
}

function Configurator({ address, papers }: { address: string; papers: { id: string; title: string }[] }) {
  const [choice, setChoice] = useState<Choice>({ ...DEFAULTS, paper: papers[0]?.id ?? "" });
  const change = (part: Partial<Choice>) => setChoice({ ...choice, ...part });
  useEffect(() => apply(address, choice), [address, choice]);
  const toggle = (kind: string) => {
    const kinds = KINDS.filter((each) => (each === kind) !== choice.kinds.includes(each));
    if (kinds.length) change({ kinds });
  };
  return (
    <form class="configurator" onSubmit={(event) => event.preventDefault()}>
      <label class="widest">
        Around
        <input
          list="papers"
          value={choice.paper}
          onChange={(event) => change({ paper: event.currentTarget.value.trim() || DEFAULTS.paper })}
        />
        <datalist id="papers">
          {papers.map((paper) => (
            <option key={paper.id} value={paper.id}>
              {paper.title}
            </option>
          ))}
        </datalist>
      </label>
      <label>
        Nodes: {choice.nodes}
        <input
          type="range"
          min="10"
          max="200"
          step="10"
          value={choice.nodes}
          onChange={(event) => change({ nodes: Number(event.currentTarget.value) })}
        />
      </label>
      <label>
        Hops
        <select value={choice.hops} onChange={(event) => change({ hops: Number(event.currentTarget.value) })}>
          {[1, 2, 3].map((hops) => (
            <option key={hops}>{hops}</option>
          ))}
        </select>
      </label>
      <label>
        Theme
        <select value={choice.theme} onChange={(event) => change({ theme: event.currentTarget.value })}>
          {["auto", "light", "dark"].map((theme) => (
            <option key={theme}>{theme}</option>
          ))}
        </select>
      </label>
      <label>
        Language
        <select value={choice.locale} onChange={(event) => change({ locale: event.currentTarget.value })}>
          <option value="">same as the page</option>
          {["en", "de", "es", "fr"].map((locale) => (
            <option key={locale}>{locale}</option>
          ))}
        </select>
      </label>
      <fieldset class="widest">
        <legend>Kinds</legend>
        {KINDS.map((kind) => (
          <label key={kind}>
            <input type="checkbox" checked={choice.kinds.includes(kind)} onChange={() => toggle(kind)} />
            {kind.toLowerCase()}
          </label>
        ))}
      </fieldset>
    </form>
  );
}

const container = document.querySelector<HTMLElement>("#configurator");
if (container) {
  const papers = JSON.parse(container.querySelector("script")?.textContent ?? "[]");
  render(<Configurator address={container.dataset["address"] ?? ""} papers={papers} />, container);
}

const copy = document.querySelector<HTMLButtonElement>("#copy");
if (copy) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector("#code")?.textContent ?? "");
    copy.textContent = "Copied";
  });
}
