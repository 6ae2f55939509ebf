/** @jsxImportSource react */
// The explorer plugin with labels for its fields, which the library lacks.

import { explorerPlugin } from "@graphiql/plugin-explorer";
import type { GraphiQLPlugin } from "@graphiql/react";
import { useEffect, useRef } from "react";

const plugin = explorerPlugin({ showAttribution: false });
const Content = plugin.content;

/** The label of a field: the name of its argument, or a general one. */
function name(field: Element): string {
  const argument = field.closest("[data-arg-name]")?.getAttribute("data-arg-name");
  if (argument) return argument;
  return field.matches("select") ? "Kind of operation" : "Name or value";
}

function Explorer() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = container.current;
    if (!root) return;
    const label = () => {
      for (const field of root.querySelectorAll("input:not([aria-label]), select:not([aria-label])")) {
        field.setAttribute("aria-label", name(field));
      }
    };
    label();
    const observer = new MutationObserver(label);
    observer.observe(root, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={container}>
      <Content />
    </div>
  );
}

export const explorer: GraphiQLPlugin = { ...plugin, content: Explorer };
