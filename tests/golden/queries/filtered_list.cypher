UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Topic {id: coalesce(alias.of, id)})
RETURN collect([id, []]) AS result
// {"keys":{"ids":["topic:large-language-models"]}}

WITH
COLLECT {
  UNWIND $p1 AS id
  OPTIONAL MATCH (alias:Alias {id: id})
  RETURN coalesce(alias.of, id) } AS ids3
RETURN [[COLLECT {
  MATCH (near:Topic)<-[:ABOUT|WITHIN]-(n1)
  WHERE near.id IN ids3
  WITH DISTINCT n1
  WHERE n1.year >= $p2 AND NOT coalesce((EXISTS { (n1)-[:HAS]->({kind: 'CODE'}) } = $p3), false)
  WITH n1, (n1.sortYear = -1) AS k4, n1.sortYear AS k5, n1.sortTitle AS k6, n1.id AS k7
  ORDER BY k4 ASC, k5 ASC, k6 ASC, k7 ASC LIMIT $p0
  RETURN [k7, n1.title, n1.year, [k4, k5, k6, k7]] }, COUNT {
  MATCH (near:Topic)<-[:ABOUT|WITHIN]-(n8)
  WHERE near.id IN ids3
  WITH DISTINCT n8
  WHERE n8.year >= $p4 AND NOT coalesce((EXISTS { (n8)-[:HAS]->({kind: 'CODE'}) } = $p5), false)
  RETURN n8 }]] AS result
// {"p0":4,"p1":["topic:large-language-models"],"p2":2020,"p3":true,"p4":2020,"p5":true}
