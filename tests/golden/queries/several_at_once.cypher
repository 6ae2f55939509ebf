RETURN [[COLLECT {
  MATCH (n1:Paper)
  WHERE n1.citations IS NOT NULL AND n1.id IS NOT NULL
  WITH n1, n1.citations AS k3, n1.id AS k4
  ORDER BY k3 DESC, k4 DESC LIMIT $p0
  RETURN [k4, n1.title, COUNT { (n1)<-[:CITES]-() }, [k3, k4]] }, null]] AS answer
// {"p0":3}

RETURN [[COUNT { (:Paper) }, COUNT { ()-[:CITES]->() }]] AS answer
// {}

UNWIND $asked.ids AS id
CALL (id) {
  MATCH (found:Paper)
  WHERE found.arxiv = id
  WITH found
  ORDER BY coalesce(found.citations, 0) DESC, found.id LIMIT 1
  RETURN found AS n1 }
RETURN collect([id, [n1.id, n1.title, COUNT { (n1)<-[:CITES]-() }]]) AS answer
// {"asked":{"ids":["1810.04805","2005.14165"]}}
