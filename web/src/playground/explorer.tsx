/** @jsxImportSource react */
// The explorer plugin, its fields named for those who do not see them: the library leaves that out.

import { explorerPlugin } from "@graphiql/plugin-explorer";
import type { GraphiQLPlugin } from "@graphiql/react";
import { useEffect, useRef } from "react";

const plugin = explorerPlugin({ showAttribution: false });
const Content = plugin.content;

/** What stands before a field says what it is: the argument's or the operation's name. */
function name(field: Element): string {
  const beside = field.closest("[data-arg-name]")?.getAttribute("data-arg-name");
  if (beside) return beside;
  return field.matches("select") ? "Kind of operation" : "Name or value";
}

function Explorer() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = place.current;
    if (!root) return;
    const label = () => {
      for (const field of root.querySelectorAll("input:not([aria-label]), select:not([aria-label])")) {
        field.setAttribute("aria-label", name(field));
      }
    };
    label();
    const watching = new MutationObserver(label);
    watching.observe(root, { childList: true, subtree: true });
    return () => watching.disconnect();
  }, []);
  return (
    <div ref={place}>
      <Content />
    </div>
  );
}

export const explorer: GraphiQLPlugin = { ...plugin, content: Explorer };
