UNWIND $keys.ids AS id
CALL (id) {
  CALL (id) {
    MATCH (hit:Paper)
    WHERE hit.arxiv = id
    RETURN hit, 0 AS way
    UNION
    OPTIONAL MATCH (alias:Alias {id: 'arxiv:' + id})
    MATCH (hit:Paper {id: coalesce(alias.of, 'arxiv:' + id)})
    RETURN hit, 1 AS way
    UNION
    MATCH (location:Location)
    WHERE location.key = 'arxiv.org/abs/' + id
    MATCH (hit:Paper)-[:AVAILABLE_AT]->(location)
    RETURN hit, 2 AS way
    UNION
    MATCH (location:Location)
    WHERE location.pdfKey = 'arxiv.org/abs/' + id
    MATCH (hit:Paper)-[:AVAILABLE_AT]->(location)
    RETURN hit, 2 AS way }
  WITH hit, min(way) AS way
  ORDER BY way, coalesce(hit.citations, 0) DESC, hit.id LIMIT 1
  RETURN hit AS n1 }
RETURN collect([id, [n1.id, n1.title, n1.abstract, n1.year, n1.kind, n1.url, COUNT { (n1)<-[:CITES]-() }, COUNT { (n1)-[:CITES]->() }, COUNT { (n1)<-[:AUTHORED|ALSO_AUTHORED]-() }, EXISTS { (n1)-[:HAS]->({kind: 'CODE'}) }, [n1.doi, n1.arxiv], [coalesce(n1.isOpen, false), n1.oaUrl],
COLLECT {
  MATCH (n1)-[:PUBLISHED_IN]->(n2)
  RETURN [n2.id, n2.name] }[0], [COLLECT {
  MATCH (n1)<-[r4:AUTHORED|ALSO_AUTHORED]-(n3)
  WITH n3, r4, r4.position AS k5, n3.id AS k6
  ORDER BY k5 ASC, k6 ASC LIMIT $p0
  RETURN [k6, k5,
  COLLECT {
    UNWIND coalesce(r4.institutions, []) AS bylineId
    MATCH (n7:Institution {id: bylineId})
    RETURN [n7.id, n7.name, n7.country] }, n3.name, n3.orcid] }, COUNT { (n1)<-[:AUTHORED|ALSO_AUTHORED]-() }], [COLLECT {
  MATCH (n1)-[r9:ABOUT]->(n8)
  WITH n8, coalesce(r9.score, 0.0) AS k10, n8.id AS k11
  ORDER BY k10 DESC, k11 DESC LIMIT $p1
  RETURN [k11, k10, n8.name] }, null], [COLLECT {
  MATCH (n1)-[:FROM]->(n12)
  WITH n12, n12.sortName AS k14, n12.id AS k15
  ORDER BY k14 ASC, k15 ASC LIMIT $p2
  RETURN [k15, n12.name] }, null], [COLLECT {
  MATCH (n1)-[:CITES]->(n16)
  WITH n16, n16.citations AS k18, n16.id AS k19
  ORDER BY k18 DESC, k19 DESC LIMIT $p3
  RETURN [k19, n16.title, n16.year, COUNT { (n16)<-[:CITES]-() }, [COLLECT {
    MATCH (n16)<-[r21:AUTHORED|ALSO_AUTHORED]-(n20)
    WITH n20, r21.position AS k22, n20.id AS k23
    ORDER BY k22 ASC, k23 ASC LIMIT $p4
    RETURN [k23, n20.name] }, null]] }, COUNT { (n1)-[:CITES]->() }], [COLLECT {
  CALL (n1) {
    UNWIND coalesce(n1.top, [])[..$p5] AS first
    MATCH (n24:Paper {id: first})
    RETURN n24
    UNION ALL
    MATCH (n1)<-[:CITES]-(n24)
    WHERE n1.top IS NULL
    RETURN n24 }
  WITH n24, n24.citations AS k26, n24.id AS k27
  ORDER BY k26 DESC, k27 DESC LIMIT $p5
  RETURN [k27, n24.title, n24.year, COUNT { (n24)<-[:CITES]-() }, [COLLECT {
    MATCH (n24)<-[r29:AUTHORED|ALSO_AUTHORED]-(n28)
    WITH n28, r29.position AS k30, n28.id AS k31
    ORDER BY k30 ASC, k31 ASC LIMIT $p6
    RETURN [k31, n28.name] }, null]] }, COUNT { (n1)<-[:CITES]-() }]]]) AS result
// {"p0":3,"p1":20,"p2":5,"p3":3,"p4":3,"p5":3,"p6":3,"keys":{"ids":["2108.07258"]}}
