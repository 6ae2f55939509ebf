/** @jsxImportSource react */
// "Share" writes what is in the editors to the address and copies that.

import { useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import { useOpen } from "./opening";
import { fragment, shared } from "./share";

const SHOWN = 2_500;

export function Share() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const [said, setSaid] = useState("");
  const open = useOpen();

  useEffect(() => {
    const follow = async () => {
      const found = await shared(location.hash);
      if (found) open(found);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [open]);

  const share = async () => {
    const query = queryEditor?.getValue() ?? "";
    history.replaceState(null, "", await fragment({ query, variables: variableEditor?.getValue() ?? "" }));
    try {
      await navigator.clipboard.writeText(location.href);
      setSaid("Link copied");
    } catch {
      setSaid("Link in the address bar");
    }
    setTimeout(() => setSaid(""), SHOWN);
  };
  return (
    <>
      <button type="button" onClick={share} title="A link to this query and its variables, without headers">
        Share
      </button>
      <span role="status" className="said">
        {said}
      </span>
    </>
  );
}
