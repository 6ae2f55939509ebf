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
RETURN collect([id, [n1.id, n1.title, [COLLECT {
  MATCH (n1)-[:HAS]->(n2)
  WHERE n2.kind IN $p1
  WITH n2, n2.kind AS k4, n2.id AS k5
  ORDER BY k4 ASC, k5 ASC LIMIT $p0
  RETURN [k5, k4, n2.url] }, null]]]) AS result
// {"p0":2,"p1":["CODE"],"keys":{"ids":["1706.03762","1810.04805"]}}

UNWIND $keys.ids AS id
CALL (id) {
  CALL (id) {
    MATCH (hit:Paper)
    WHERE hit.doi = id
    RETURN hit, 0 AS way
    UNION
    OPTIONAL MATCH (alias:Alias {id: 'doi:' + id})
    MATCH (hit:Paper {id: coalesce(alias.of, 'doi:' + id)})
    RETURN hit, 1 AS way
    UNION
    MATCH (location:Location)
    WHERE location.key = 'doi.org/' + id
    MATCH (hit:Paper)-[:AVAILABLE_AT]->(location)
    RETURN hit, 2 AS way
    UNION
    MATCH (location:Location)
    WHERE location.pdfKey = 'doi.org/' + id
    MATCH (hit:Paper)-[:AVAILABLE_AT]->(location)
    RETURN hit, 2 AS way }
  WITH hit, min(way) AS way
  ORDER BY way, coalesce(hit.citations, 0) DESC, hit.id LIMIT 1
  RETURN hit AS n1 }
RETURN collect([id, [n1.id, n1.title, [COLLECT {
  MATCH (n1)-[:HAS]->(n2)
  WHERE n2.kind IN $p1
  WITH n2, n2.kind AS k4, n2.id AS k5
  ORDER BY k4 ASC, k5 ASC LIMIT $p0
  RETURN [k5, k4, n2.url] }, null]]]) AS result
// {"p0":2,"p1":["CODE"],"keys":{"ids":["10.5555/unknown"]}}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Author {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, n1.name]]) AS result
// {"keys":{"ids":["author:percy-liang"]}}
