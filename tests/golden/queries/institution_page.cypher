UNWIND $ids AS id
CALL (id) {
  OPTIONAL MATCH (alias:Alias {id: id})
  WITH coalesce(alias.of, id) AS key
  MATCH (found:Institution {id: key})
  RETURN found AS n1 }
RETURN collect([id, [n1.id, n1.name, n1.country, COUNT { (n1)<-[:FROM]-() }, COUNT { (n1)<-[:AFFILIATED_WITH]-() }, coalesce(n1.citations, 0), CASE WHEN n1.latitude IS NULL OR n1.longitude IS NULL THEN null ELSE [n1.latitude, n1.longitude] END, [COLLECT {
  MATCH (n1)<-[:FROM]-(n2)
  WHERE n2.citations >= $p1
  WITH n2
  ORDER BY n2.citations DESC, n2.id DESC LIMIT $p0
  RETURN [[n2.citations, n2.id], [], [n2.id, n2.title]] }, COUNT {
  MATCH (n1)<-[:FROM]-(n4)
  WHERE n4.citations >= $p2
  RETURN n4 }], [COLLECT {
  MATCH (n1)<-[:AFFILIATED_WITH]-(n6)
  WITH n6
  ORDER BY n6.citations DESC, n6.id DESC LIMIT $p3
  RETURN [[n6.citations, n6.id], [], [n6.id, n6.name]] }, null], [COLLECT {
  MATCH (n1)<-[:FROM]-()-[:ABOUT]->(n8)
  WITH n1, n8, count(*) AS r9
  WITH n8, r9
  ORDER BY r9 DESC, n8.id DESC LIMIT $p4
  RETURN [[r9, n8.id], [r9], [n8.id, n8.name]] }, null], [COLLECT {
  MATCH (n1)<-[:FROM]-()-[:FROM]->(n10)
  WITH n1, n10, count(*) AS r11
  WITH n10, r11
  ORDER BY r11 DESC, n10.id DESC LIMIT $p5
  RETURN [[r11, n10.id], [r11], [n10.id, n10.name]] }, null]]])
// {"p0":3,"p1":5,"p2":5,"p3":3,"p4":3,"p5":3,"ids":["institution:stanford-university"]}
