RETURN [[COLLECT {
  MATCH (n1:Paper)
  WHERE n1.citations IS NOT NULL AND n1.id IS NOT NULL
  WITH n1, n1.citations AS k3, n1.id AS k4
  ORDER BY k3 DESC, k4 DESC LIMIT $p0
  RETURN [k4, n1.title, COUNT { (n1)<-[:CITES]-() }, [k3, k4]] }, null]] AS result
// {"p0":3}

RETURN [[COUNT { (:Paper) }, COUNT { ()-[:CITES]->() }]] AS result
// {}

UNWIND $keys.ids AS id
CALL (id) {
  CALL (id) {
    MATCH (hit:Paper)
    WHERE hit.arxiv = id
    RETURN hit, 0 AS way
    UNION
    OPTIONAL MATCH (alias:Alias {id: 'arxiv:' + id})
    MATCH (hit:Paper {id: coalesce(alias.of, 'arxiv:' + id)})
    RETURN hit, 1 AS way
    UNION
    MATCH (location:Location)
    WHERE location.key = 'arxiv.org/abs/' + id
    MATCH (hit:Paper)-[:AVAILABLE_AT]->(location)
    RETURN hit, 2 AS way
    UNION
    MATCH (location:Location)
    WHERE location.pdfKey = 'arxiv.org/abs/' + id
    MATCH (hit:Paper)-[:AVAILABLE_AT]->(location)
    RETURN hit, 2 AS way }
  WITH hit, min(way) AS way
  ORDER BY way, coalesce(hit.citations, 0) DESC, hit.id LIMIT 1
  RETURN hit AS n1 }
RETURN collect([id, [n1.id, n1.title, COUNT { (n1)<-[:CITES]-() }]]) AS result
// {"keys":{"ids":["1810.04805","2005.14165"]}}
