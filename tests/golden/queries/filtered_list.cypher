WITH
COLLECT {
  UNWIND $p1 AS given
  OPTIONAL MATCH (alias:Alias {id: given})
  RETURN coalesce(alias.of, given) } AS ids3,
COLLECT {
  UNWIND $p4 AS given
  OPTIONAL MATCH (alias:Alias {id: given})
  RETURN coalesce(alias.of, given) } AS ids5
RETURN [[COLLECT {
  MATCH (near:Topic)<-[:ABOUT]-(n1)
  WHERE near.id IN ids3
  WITH DISTINCT n1
  WHERE n1.year >= $p2 AND NOT coalesce((EXISTS { (n1)-[:HAS]->({kind: 'CODE'}) } = $p3), false)
  WITH n1
  ORDER BY n1.sortYear ASC, n1.sortTitle ASC, n1.id ASC LIMIT $p0
  RETURN [[n1.sortYear, n1.sortTitle, n1.id], [], [n1.id, n1.title, n1.year]] }, COUNT {
  MATCH (near:Topic)<-[:ABOUT]-(n4)
  WHERE near.id IN ids5
  WITH DISTINCT n4
  WHERE n4.year >= $p5 AND NOT coalesce((EXISTS { (n4)-[:HAS]->({kind: 'CODE'}) } = $p6), false)
  RETURN n4 }]] AS answer
// {"p0":4,"p1":["topic:large-language-models"],"p2":2020,"p3":true,"p4":["topic:large-language-models"],"p5":2020,"p6":true}
