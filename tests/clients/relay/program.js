import { graphql } from "relay-runtime";

graphql`
  query programPageQuery($id: ID!) {
    paper(by: { id: $id }) {
      id
      title
      readingFrame {
        likes
      }
      map(options: { nodes: 4 }) {
        nodes {
          nodeId
          label
          node {
            id
          }
        }
        clusters {
          index
          label
        }
      }
    }
  }
`;
