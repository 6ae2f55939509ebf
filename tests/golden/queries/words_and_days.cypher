RETURN [[COLLECT {
  CALL (*) {
    MATCH (n1:Paper)
    WHERE n1.sortYear > -1
    RETURN n1
    ORDER BY n1.sortYear ASC, n1.id ASC LIMIT $p0
    UNION ALL
    MATCH (n1:Paper)
    WHERE n1.sortYear = -1
    RETURN n1
    ORDER BY n1.sortYear ASC, n1.id ASC LIMIT $p0 }
  WITH n1, (n1.sortYear = -1) AS k3, n1.sortYear AS k4, n1.id AS k5
  ORDER BY k3 ASC, k4 ASC, k5 ASC LIMIT $p0
  RETURN [k5, n1.year] }, null]] AS result
// {"p0":2}

RETURN [[COLLECT {
  CALL db.index.fulltext.queryNodes('peergraph_search', $p1) YIELD node AS n1
  WITH n1
  WHERE n1:Paper
  WITH n1
  WHERE n1.year >= $p2 AND (EXISTS { (n1)-[:FROM]->(near)
    WHERE near.country IN $p3 } OR EXISTS { (n1)<-[by:AUTHORED|ALSO_AUTHORED]-()
    WHERE any(value IN by.countries
    WHERE value IN $p3) })
  WITH n1, (n1.sortDate = '') AS k3, n1.sortDate AS k4, n1.id AS k5
  ORDER BY k3 ASC, k4 ASC, k5 ASC LIMIT $p0
  RETURN [k5, n1.publishedOn] }, COUNT {
  CALL db.index.fulltext.queryNodes('peergraph_search', $p4) YIELD node AS n6
  WITH n6
  WHERE n6:Paper
  WITH n6
  WHERE n6.year >= $p5 AND (EXISTS { (n6)-[:FROM]->(near)
    WHERE near.country IN $p6 } OR EXISTS { (n6)<-[by:AUTHORED|ALSO_AUTHORED]-()
    WHERE any(value IN by.countries
    WHERE value IN $p6) })
  RETURN n6 }]] AS result
// {"p0":2,"p1":"+(title:\"language\"^1 abstract:\"language\"^1) +(title:\"models\"^1 abstract:\"models\"^1)","p2":2020,"p3":["US"],"p4":"+(title:\"language\"^1 abstract:\"language\"^1) +(title:\"models\"^1 abstract:\"models\"^1)","p5":2020,"p6":["US"]}

WITH
COLLECT {
  CALL db.index.fulltext.queryNodes('peergraph_search', $p1) YIELD node
  WITH node
  WHERE node:Paper
  RETURN node.id } AS ids4
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
RETURN collect([id, [n1.id, [COLLECT {
  MATCH (n1)-[:CITES]->(n2)
  WHERE n2.id IN ids4
  WITH n2, n2.citations AS k5, n2.id AS k6
  ORDER BY k5 DESC, k6 DESC LIMIT $p0
  RETURN [k6] }, COUNT {
  MATCH (n1)-[:CITES]->(n7)
  WHERE n7.id IN ids4
  RETURN n7 }]]]) AS result
// {"p0":2,"p1":"+(title:\"language\"^1 abstract:\"language\"^1)","keys":{"ids":["2108.07258"]}}
