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
RETURN collect([id, []]) AS result
// {"keys":{"ids":["1706.03762","1810.04805"]}}

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
RETURN collect([id, []]) AS result
// {"keys":{"ids":["10.1038/s41586-021-03819-2"]}}

WITH
COLLECT {
  UNWIND $p1 AS id
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
    RETURN hit AS n3 }
  RETURN n3.id } +
COLLECT {
  UNWIND $p2 AS id
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
    RETURN hit AS n4 }
  RETURN n4.id } AS ids5
RETURN [[COLLECT {
  MATCH (near:Paper)<-[:CITES]-(n1)
  WHERE near.id IN ids5
  WITH DISTINCT n1
  WITH n1, n1.citations AS k6, n1.id AS k7
  ORDER BY k6 DESC, k7 DESC LIMIT $p0
  RETURN [k7, n1.title] }, COUNT {
  MATCH (near:Paper)<-[:CITES]-(n8)
  WHERE near.id IN ids5
  WITH DISTINCT n8
  RETURN n8 }]] AS result
// {"p0":2,"p1":["1706.03762","1810.04805"],"p2":["10.1038/s41586-021-03819-2"]}
