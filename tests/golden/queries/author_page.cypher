UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Author {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, n1.name, COUNT { (n1)-[:AUTHORED]->() }, coalesce(n1.citations, 0), [COLLECT {
  CALL (n1) {
    UNWIND coalesce(n1.top, [])[..$p0] AS first
    MATCH (n2:Paper {id: first})
    RETURN n2
    UNION ALL
    MATCH (n1)-[:AUTHORED]->(n2)
    WHERE n1.top IS NULL
    RETURN n2 }
  WITH n2, n2.citations AS k4, n2.id AS k5
  ORDER BY k4 DESC, k5 DESC LIMIT $p0
  RETURN [k5, n2.title, n2.year, COUNT { (n2)<-[:CITES]-() }] }, COUNT { (n1)-[:AUTHORED]->() }], [COLLECT {
  MATCH (n1)-[r7:AFFILIATED_WITH]->(n6)
  WITH n6, r7, coalesce(r7.lastYear, 0) AS k8, n6.id AS k9
  ORDER BY k8 DESC, k9 DESC LIMIT $p1
  RETURN [k9, r7.firstYear, r7.lastYear, n6.name] }, null], [COLLECT {
  MATCH (n1)-[:AUTHORED]->()-[:ABOUT]->(n10)
  WITH n1, n10, count(*) AS r11
  WITH n10, r11 AS k12, n10.id AS k13
  ORDER BY k12 DESC, k13 DESC LIMIT $p2
  RETURN [k13, k12, n10.name, n10.level] }, null], [COLLECT {
  MATCH (n1)-[:AUTHORED]->()<-[:AUTHORED]-(n14)
  WITH n1, n14, count(*) AS r15
  WITH n14, r15 AS k16, n14.id AS k17
  ORDER BY k16 DESC, k17 DESC LIMIT $p3
  RETURN [k17, k16, n14.name] }, COUNT {
  MATCH (n1)-[:AUTHORED]->()<-[:AUTHORED]-(far)
  RETURN DISTINCT far }]]]) AS result
// {"p0":2,"p1":3,"p2":3,"p3":3,"keys":{"ids":["author:percy-liang"]}}
