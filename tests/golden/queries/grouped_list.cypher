UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Topic {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, [COLLECT {
  MATCH (n1)<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-(n2)
  WHERE n2.papers >= $p1
  WITH n1, n2, count(*) AS r3
  WITH n2, r3 AS k4, n2.id AS k5
  ORDER BY k4 DESC, k5 DESC LIMIT $p0
  RETURN [k5, k4, n2.name, [k4, k5]] }, COUNT {
  MATCH (n1)<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-(n6)
  WHERE n6.papers >= $p2
  RETURN DISTINCT n6 }], [COLLECT {
  MATCH (n1)<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-(n8)
  WHERE n8.papers >= $p4
  WITH n1, n8, count(*) AS r9
  WITH *
  WHERE r9 <= $p5 AND (r9 < $p5 OR (n8.id < $p6))
  WITH n8, r9 AS k10, n8.id AS k11
  ORDER BY k10 DESC, k11 DESC LIMIT $p3
  RETURN [k11, k10] }, null]]]) AS result
// {"p0":3,"p1":2,"p2":2,"p3":1,"p4":2,"p5":4,"p6":"author:tom-b-brown","keys":{"ids":["topic:large-language-models"]}}
