UNWIND $ids AS id
CALL (id) {
  OPTIONAL MATCH (alias:Alias {id: id})
  WITH coalesce(alias.of, id) AS key
  MATCH (found:Author {id: key})
  RETURN found AS n1 }
RETURN collect([id, [n1.id, n1.name, COUNT { (n1)-[:AUTHORED]->() }, coalesce(n1.citations, 0), [COLLECT {
  CALL (n1) {
    UNWIND coalesce(n1.top, [])[..$p0] AS first
    MATCH (n2:Paper {id: first})
    RETURN n2
    UNION ALL
    MATCH (n1)-[:AUTHORED]->(n2)
    WHERE n1.top IS NULL
    RETURN n2 }
  WITH n2
  ORDER BY n2.citations DESC, n2.id DESC LIMIT $p0
  RETURN [[n2.citations, n2.id], [], [n2.id, n2.title, n2.year, COUNT { (n2)<-[:CITES]-() }]] }, COUNT { (n1)-[:AUTHORED]->() }], [COLLECT {
  MATCH (n1)-[r5:AFFILIATED_WITH]->(n4)
  WITH n4, r5
  ORDER BY coalesce(r5.lastYear, 0) DESC, n4.id DESC LIMIT $p1
  RETURN [[coalesce(r5.lastYear, 0), n4.id], [r5.firstYear, r5.lastYear], [n4.id, n4.name]] }, null], [COLLECT {
  MATCH (n1)-[:AUTHORED]->()-[:ABOUT]->(n6)
  WITH n1, n6, count(*) AS r7
  WITH n6, r7
  ORDER BY r7 DESC, n6.id DESC LIMIT $p2
  RETURN [[r7, n6.id], [r7], [n6.id, n6.name, n6.level]] }, null], [COLLECT {
  MATCH (n1)-[:AUTHORED]->()<-[:AUTHORED]-(n8)
  WITH n1, n8, count(*) AS r9
  WITH n8, r9
  ORDER BY r9 DESC, n8.id DESC LIMIT $p3
  RETURN [[r9, n8.id], [r9], [n8.id, n8.name]] }, COUNT {
  MATCH (n1)-[:AUTHORED]->()<-[:AUTHORED]-(far)
  RETURN DISTINCT far }]]])
// {"p0":3,"p1":4,"p2":4,"p3":4,"ids":["author:percy-liang"]}
