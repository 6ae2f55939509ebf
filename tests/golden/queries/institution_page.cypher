UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Institution {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, n1.name, n1.country, COUNT { (n1)<-[:FROM]-() }, COUNT { (n1)<-[:AFFILIATED_WITH]-() }, coalesce(n1.citations, 0), CASE WHEN n1.latitude IS NULL OR n1.longitude IS NULL THEN null ELSE [n1.latitude, n1.longitude] END, [COLLECT {
  MATCH (n1)<-[:FROM]-(n2)
  WHERE n2.citations >= $p1
  WITH n2, n2.citations AS k4, n2.id AS k5
  ORDER BY k4 DESC, k5 DESC LIMIT $p0
  RETURN [k5, n2.title] }, COUNT {
  MATCH (n1)<-[:FROM]-(n6)
  WHERE n6.citations >= $p2
  RETURN n6 }], [COLLECT {
  MATCH (n1)<-[:AFFILIATED_WITH]-(n8)
  WITH n8, n8.citations AS k10, n8.id AS k11
  ORDER BY k10 DESC, k11 DESC LIMIT $p3
  RETURN [k11, n8.name] }, null], [COLLECT {
  MATCH (n1)<-[:FROM]-()-[:ABOUT]->(n12)
  WITH n1, n12, count(*) AS r13
  WITH n12, r13 AS k14, n12.id AS k15
  ORDER BY k14 DESC, k15 DESC LIMIT $p4
  RETURN [k15, k14, n12.name] }, null], [COLLECT {
  MATCH (n1)<-[:FROM]-()-[:FROM]->(n16)
  WITH n1, n16, count(*) AS r17
  WITH n16, r17 AS k18, n16.id AS k19
  ORDER BY k18 DESC, k19 DESC LIMIT $p5
  RETURN [k19, k18, n16.name] }, null]]]) AS result
// {"p0":2,"p1":5,"p2":5,"p3":2,"p4":2,"p5":2,"keys":{"ids":["institution:stanford-university"]}}
