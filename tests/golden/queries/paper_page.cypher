UNWIND $ids AS id
CALL (id) {
  MATCH (found:Paper)
  WHERE found.arxiv = id
  WITH found
  ORDER BY coalesce(found.citations, 0) DESC, found.id LIMIT 1
  RETURN found AS n1 }
RETURN collect([id, [n1.id, n1.title, n1.abstract, n1.year, n1.kind, n1.url, COUNT { (n1)<-[:CITES]-() }, COUNT { (n1)-[:CITES]->() }, COUNT { (n1)<-[:AUTHORED]-() }, EXISTS { (n1)-[:HAS]->({kind: 'CODE'}) }, [n1.doi, n1.arxiv], [coalesce(n1.isOpen, false), n1.oaUrl],
COLLECT {
  MATCH (n1)-[:PUBLISHED_IN]->(n2)
  RETURN [n2.id, n2.name] }[0], [COLLECT {
  MATCH (n1)<-[r4:AUTHORED]-(n3)
  WITH n3, r4
  ORDER BY r4.position ASC, n3.id ASC LIMIT $p0
  RETURN [[r4.position, n3.id], [r4.position,
  COLLECT {
    UNWIND coalesce(r4.institutions, []) AS place
    MATCH (n5:Institution {id: place})
    RETURN [n5.id, n5.name, n5.country] }], [n3.id, n3.name, n3.orcid]] }, COUNT { (n1)<-[:AUTHORED]-() }], [COLLECT {
  MATCH (n1)-[r7:ABOUT]->(n6)
  WITH n6, r7
  ORDER BY coalesce(r7.score, 0.0) DESC, n6.id DESC LIMIT $p1
  RETURN [[coalesce(r7.score, 0.0), n6.id], [coalesce(r7.score, 0.0)], [n6.id, n6.name]] }, null], [COLLECT {
  MATCH (n1)-[:FROM]->(n8)
  WITH n8
  ORDER BY n8.sortName ASC, n8.id ASC LIMIT $p2
  RETURN [[n8.sortName, n8.id], [], [n8.id, n8.name]] }, null], [COLLECT {
  MATCH (n1)-[:CITES]->(n10)
  WITH n10
  ORDER BY n10.citations DESC, n10.id DESC LIMIT $p3
  RETURN [[n10.citations, n10.id], [], [n10.id, n10.title, n10.year, COUNT { (n10)<-[:CITES]-() }, [COLLECT {
    MATCH (n10)<-[r13:AUTHORED]-(n12)
    WITH n12, r13
    ORDER BY r13.position ASC, n12.id ASC LIMIT $p4
    RETURN [[r13.position, n12.id], [], [n12.id, n12.name]] }, null]]] }, COUNT { (n1)-[:CITES]->() }], [COLLECT {
  CALL (n1) {
    UNWIND coalesce(n1.top, [])[..$p5] AS first
    MATCH (n14:Paper {id: first})
    RETURN n14
    UNION ALL
    MATCH (n1)<-[:CITES]-(n14)
    WHERE n1.top IS NULL
    RETURN n14 }
  WITH n14
  ORDER BY n14.citations DESC, n14.id DESC LIMIT $p5
  RETURN [[n14.citations, n14.id], [], [n14.id, n14.title, n14.year, COUNT { (n14)<-[:CITES]-() }, [COLLECT {
    MATCH (n14)<-[r17:AUTHORED]-(n16)
    WITH n16, r17
    ORDER BY r17.position ASC, n16.id ASC LIMIT $p6
    RETURN [[r17.position, n16.id], [], [n16.id, n16.name]] }, null]]] }, COUNT { (n1)<-[:CITES]-() }]]])
// {"p0":4,"p1":21,"p2":6,"p3":4,"p4":4,"p5":4,"p6":4,"ids":["2108.07258"]}
