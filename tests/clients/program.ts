// A typed program: `tsc` rejects it if a type of the schema changes.
import { graphql } from "./generated/gql";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

const PAGE = graphql(`
  query Page($id: ID!) {
    paper(by: { id: $id }) {
      id
      title
      cite(format: TEXT)
      readingFrame {
        likes
      }
      authors(last: 2) {
        nodes {
          id
          name
        }
      }
    }
  }
`);
const SAVE = graphql(`
  mutation Save($paper: ID!) {
    save(input: { paper: $paper }) {
      userErrors {
        code
      }
    }
  }
`);

type Result<Document> = Document extends TypedDocumentNode<infer Data, infer _Variables> ? Data : never;

export function title(page: Result<typeof PAGE>): string {
  const citation: string | null | undefined = page.paper?.cite;
  return citation ?? page.paper?.title ?? "";
}

export function isMissing(result: Result<typeof SAVE>): boolean {
  return result.save?.userErrors.some((error) => error.code === "NOT_FOUND") ?? true;
}
