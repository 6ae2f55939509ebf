UNWIND $ids AS id
CALL (id) {
  MATCH (found:Topic)
  WHERE found.nameKey = id
  WITH found
  ORDER BY coalesce(found.citations, 0) DESC, found.id LIMIT 1
  RETURN found AS n1 }
RETURN collect([id, [n1.id, n1.name, n1.level, n1.description,
COLLECT {
  MATCH (n1)-[:BROADER]->(n2)
  RETURN [n2.id, n2.name,
  COLLECT {
    MATCH (n2)-[:BROADER]->(n3)
    RETURN [n3.id, n3.name] }[0]] }[0], [COLLECT {
  MATCH (n1)<-[:BROADER]-(n4)
  WITH n4
  ORDER BY n4.sortName ASC, n4.id ASC LIMIT $p0
  RETURN [[n4.sortName, n4.id], [], [n4.id, n4.name]] }, null], [COLLECT {
  CALL (n1) {
    UNWIND coalesce(n1.top, [])[..$p1] AS first
    MATCH (n6:Paper {id: first})
    RETURN n6
    UNION ALL
    MATCH (n1)<-[:ABOUT]-(n6)
    WHERE n1.top IS NULL
    RETURN n6 }
  WITH n6
  ORDER BY n6.citations DESC, n6.id DESC LIMIT $p1
  RETURN [[n6.citations, n6.id], [], [n6.id, n6.title,
  COLLECT {
    MATCH (n6)-[:PUBLISHED_IN]->(n8)
    RETURN [n8.id, n8.name, n8.kind, [null, COUNT { (n8)<-[:PUBLISHED_IN]-() }]] }[0]]] }, null], [COLLECT {
  MATCH (n1)<-[:ABOUT]-()<-[:AUTHORED]-(n9)
  WITH n1, n9, count(*) AS r10
  WITH n9, r10
  ORDER BY r10 DESC, n9.id DESC LIMIT $p2
  RETURN [[r10, n9.id], [], [n9.id, n9.name]] }, null]]])
// {"p0":4,"p1":3,"p2":3,"ids":["large language models"]}
