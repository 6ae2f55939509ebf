UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Topic {id: coalesce(alias.of, id)})
RETURN collect([id, []]) AS result
// {"keys":{"ids":["topic:large-language-models"]}}

WITH
COLLECT {
  UNWIND $p1 AS id
  OPTIONAL MATCH (alias:Alias {id: id})
  RETURN coalesce(alias.of, id) } AS ids3,
COLLECT {
  UNWIND $p4 AS id
  OPTIONAL MATCH (alias:Alias {id: id})
  RETURN coalesce(alias.of, id) } AS ids8
RETURN [[COLLECT {
  MATCH (near:Topic)<-[:ABOUT|WITHIN]-(n1)
  WHERE near.id IN ids3
  WITH DISTINCT n1
  WHERE n1.year >= $p2 AND NOT coalesce((EXISTS { (n1)-[:HAS]->({kind: 'CODE'}) } = $p3), false)
  WITH n1, n1.sortYear AS k4, n1.sortTitle AS k5, n1.id AS k6
  ORDER BY k4 ASC, k5 ASC, k6 ASC LIMIT $p0
  RETURN [k6, n1.title, n1.year, [k4, k5, k6]] }, COUNT {
  MATCH (near:Topic)<-[:ABOUT|WITHIN]-(n7)
  WHERE near.id IN ids8
  WITH DISTINCT n7
  WHERE n7.year >= $p5 AND NOT coalesce((EXISTS { (n7)-[:HAS]->({kind: 'CODE'}) } = $p6), false)
  RETURN n7 }]] AS result
// {"p0":4,"p1":["topic:large-language-models"],"p2":2020,"p3":true,"p4":["topic:large-language-models"],"p5":2020,"p6":true}
