UNWIND $asked.ids AS id
CALL (id) {
  MATCH (found:Paper)
  WHERE found.arxiv = id
  WITH found
  ORDER BY coalesce(found.citations, 0) DESC, found.id LIMIT 1
  RETURN found AS n1 }
RETURN collect([id, [n1.id, n1.title, [COLLECT {
  MATCH (n1)-[:HAS]->(n2)
  WHERE n2.kind IN $p1
  WITH n2, n2.kind AS k4, n2.id AS k5
  ORDER BY k4 ASC, k5 ASC LIMIT $p0
  RETURN [k5, k4, n2.url] }, null]]]) AS answer
// {"p0":2,"p1":["CODE"],"asked":{"ids":["1706.03762","1810.04805"]}}

UNWIND $asked.ids AS id
CALL (id) {
  MATCH (found:Paper)
  WHERE found.doi = id
  WITH found
  ORDER BY coalesce(found.citations, 0) DESC, found.id LIMIT 1
  RETURN found AS n1 }
RETURN collect([id, [n1.id, n1.title, [COLLECT {
  MATCH (n1)-[:HAS]->(n2)
  WHERE n2.kind IN $p1
  WITH n2, n2.kind AS k4, n2.id AS k5
  ORDER BY k4 ASC, k5 ASC LIMIT $p0
  RETURN [k5, k4, n2.url] }, null]]]) AS answer
// {"p0":2,"p1":["CODE"],"asked":{"ids":["10.5555/unknown"]}}

UNWIND $asked.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Author {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, n1.name]]) AS answer
// {"asked":{"ids":["author:percy-liang"]}}
