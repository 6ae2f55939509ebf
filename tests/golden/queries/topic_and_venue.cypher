UNWIND $keys.ids AS id
CALL (id) {
  MATCH (hit:Topic)
  WHERE hit.nameKey = id
  WITH hit
  ORDER BY coalesce(hit.citations, 0) DESC, hit.id LIMIT 1
  RETURN hit AS n1 }
RETURN collect([id, [n1.id, n1.name, n1.level, n1.description,
COLLECT {
  MATCH (n1)-[:BROADER]->(n2)
  RETURN [n2.id, n2.name,
  COLLECT {
    MATCH (n2)-[:BROADER]->(n3)
    RETURN [n3.id, n3.name] }[0]] }[0], [COLLECT {
  MATCH (n1)<-[:BROADER]-(n4)
  WITH n4, n4.sortName AS k6, n4.id AS k7
  ORDER BY k6 ASC, k7 ASC LIMIT $p0
  RETURN [k7, n4.name] }, null], [COLLECT {
  CALL (n1) {
    UNWIND coalesce(n1.top, [])[..$p1] AS first
    MATCH (n8:Paper {id: first})
    RETURN n8
    UNION ALL
    MATCH (n1)<-[:ABOUT|WITHIN]-(n8)
    WHERE n1.top IS NULL
    RETURN n8 }
  WITH n8, n8.citations AS k10, n8.id AS k11
  ORDER BY k10 DESC, k11 DESC LIMIT $p1
  RETURN [k11, n8.title,
  COLLECT {
    MATCH (n8)-[:PUBLISHED_IN]->(n12)
    RETURN [n12.id, n12.name, n12.kind, [null, COUNT { (n12)<-[:PUBLISHED_IN]-() }]] }[0]] }, null], [COLLECT {
  CALL (n1) {
    UNWIND range(0, size(coalesce(n1.topAuthors, [])[..$p2]) - 1) AS index
    MATCH (n13:Author {id: n1.topAuthors[index]})
    RETURN n13, n1.topAuthorPapers[index] AS r14
    UNION ALL
    MATCH (n1)<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-(n13)
    WHERE n1.topAuthors IS NULL
    WITH n1, n13, count(*) AS r14
    RETURN n13, r14 }
  WITH n13, r14 AS k15, n13.id AS k16
  ORDER BY k15 DESC, k16 DESC LIMIT $p2
  RETURN [k16, n13.name] }, null]]]) AS result
// {"p0":3,"p1":2,"p2":2,"keys":{"ids":["large language models"]}}
