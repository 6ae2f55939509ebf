// A search box for papers, people, institutions, topics and venues.

import { useEffect, useRef } from "preact/hooks";
import { Suggestions } from "../site/suggest";
import type { Choice } from "./explorer";

interface Properties {
  name: string;
  label: string;
  pick(choice: Choice): void;
}

export function Finder({ name, label, pick }: Properties) {
  const form = useRef<HTMLFormElement>(null);
  const picks = useRef(pick);
  picks.current = pick;
  useEffect(() => {
    const input = form.current?.querySelector("input");
    if (!form.current || !input) return;
    new Suggestions(form.current, input, `found-${name}`, (hit) => {
      input.value = "";
      picks.current({ id: hit.id, label: hit.title ?? hit.name ?? hit.id });
    });
  }, [name]);
  return (
    <form class="search finder" ref={form} onSubmit={(event) => event.preventDefault()}>
      <input type="search" aria-label={label} placeholder={label} autocomplete="off" enterkeyhint="search" />
    </form>
  );
}
