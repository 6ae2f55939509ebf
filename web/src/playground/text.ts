// The text of an editor, as it changes.

import { useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";

type Editor = "queryEditor" | "variableEditor" | "responseEditor";

export function useText(name: Editor): string {
  const editor = useGraphiQL((state) => state[name]);
  const [text, setText] = useState("");
  useEffect(() => {
    if (!editor) return;
    const read = () => setText(editor.getValue());
    read();
    const listening = editor.onDidChangeModelContent(read);
    return () => listening.dispose();
  }, [editor]);
  return text;
}
