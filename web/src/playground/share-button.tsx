/** @jsxImportSource react */
// "Share" writes the query and its variables to the URL and copies it.

import { useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import { useOpen } from "./opening";
import { writeFragment, readFragment } from "./share";

const DURATION_MS = 2_500;

export function Share() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const [message, setMessage] = useState("");
  const open = useOpen();

  useEffect(() => {
    const openFromAddress = async () => {
      const content = await readFragment(location.hash);
      if (content) open(content);
    };
    addEventListener("hashchange", openFromAddress);
    return () => removeEventListener("hashchange", openFromAddress);
  }, [open]);

  const share = async () => {
    const query = queryEditor?.getValue() ?? "";
    history.replaceState(null, "", await writeFragment({ query, variables: variableEditor?.getValue() ?? "" }));
    try {
      await navigator.clipboard.writeText(location.href);
      setMessage("Link copied");
    } catch {
      setMessage("Link in the address bar");
    }
    setTimeout(() => setMessage(""), DURATION_MS);
  };
  return (
    <>
      <button type="button" onClick={share} title="A link to this query and its variables, without headers">
        Share
      </button>
      <span role="status" className="said">
        {message}
      </span>
    </>
  );
}
