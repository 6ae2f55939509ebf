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
RETURN collect([id, [n1.id, n1.title]]) AS result
// {"keys":{"ids":["1810.04805"]}}

UNWIND $keys.ids AS id
MATCH (p:Paper {id: id})
CALL (p) {
  MATCH (p)-[:CITES]->(r)
  WITH p, r, COUNT { (r)<-[:CITES]-() } AS degree
  WHERE degree <= $crowd
  WITH p, r, degree
  ORDER BY degree, r.id LIMIT $references
  MATCH (r)<-[:CITES]-(q)
  WHERE q <> p
  WITH q, sum(1 / log(1 + degree)) AS weight, collect(r.id) AS shared
  ORDER BY round(weight, 9) DESC, q.id LIMIT $candidates
  RETURN collect([q, weight, shared]) AS coupled }
CALL (p) {
  CALL (p) {
    MATCH (p)<-[:CITES]-(c)
    WHERE p.top IS NULL OR COUNT { (p)<-[:CITES]-() } <= $scanned
    WITH c
    ORDER BY c.id LIMIT $scanned
    RETURN c
    UNION ALL
    UNWIND CASE WHEN COUNT { (p)<-[:CITES]-() } > $scanned THEN p.top END AS id
    MATCH (c:Paper {id: id})
    RETURN c }
  WITH p, c, COUNT { (c)-[:CITES]->() } AS degree
  ORDER BY degree, c.id LIMIT $citing
  MATCH (c)-[:CITES]->(q)
  WHERE q <> p
  WITH q, sum(1 / log(1 + degree)) AS weight, collect(c.id) AS shared
  ORDER BY round(weight, 9) DESC, q.id LIMIT $candidates
  RETURN collect([q, weight, shared]) AS cocited }
CALL (p) {
  MATCH (p)-[:CITES]->(q)
  WHERE q <> p
  WITH q
  ORDER BY q.citations DESC, q.id DESC LIMIT $others
  RETURN collect(q) AS cited }
CALL (p) {
  UNWIND coalesce(p.top, [])[..$works] +
  COLLECT {
    MATCH (p)<-[:CITES]-(q)
    WHERE p.top IS NULL AND COUNT { (p)<-[:CITES]-() } <= $scanned
    RETURN q.id
    ORDER BY q.citations DESC, q.id DESC LIMIT $works } AS id
  WITH p, id LIMIT $others
  MATCH (q:Paper {id: id})
  WHERE q <> p
  RETURN collect(q) AS citing }
CALL (p) {
  MATCH (p)<-[by:AUTHORED]-(a)
  WITH p, a
  ORDER BY by.position, a.id LIMIT $evidence
  UNWIND coalesce(a.top, [])[..$works] +
  COLLECT {
    MATCH (a)-[:AUTHORED]->(q)
    WHERE a.top IS NULL AND COUNT { (a)-[:AUTHORED]->() } <= $scanned
    RETURN q.id
    ORDER BY q.citations DESC, q.id DESC LIMIT $works } AS id
  WITH p, id, count(*) AS shared
  WHERE id <> p.id
  WITH id
  ORDER BY shared DESC, id LIMIT $others
  MATCH (q:Paper {id: id})
  RETURN collect(q) AS written }
CALL (p) {
  MATCH (p)-[:ABOUT]->(t)
  WITH p, t
  ORDER BY COUNT { (t)<-[:ABOUT]-() }, t.id LIMIT $evidence
  UNWIND coalesce(t.top, [])[..$works] +
  COLLECT {
    MATCH (t)<-[:ABOUT]-(q)
    WHERE t.top IS NULL AND COUNT { (t)<-[:ABOUT]-() } <= $scanned
    RETURN q.id
    ORDER BY q.citations DESC, q.id DESC LIMIT $works } AS id
  WITH p, id, count(*) AS shared
  WHERE id <> p.id
  WITH id
  ORDER BY shared DESC, id LIMIT $others
  MATCH (q:Paper {id: id})
  RETURN collect(q) AS about }
CALL (p, coupled, cocited, cited, citing, written, about) {
  UNWIND [row IN coupled | row[0]] + [row IN cocited | row[0]] + cited + citing + written + about + [p] AS q
  WITH DISTINCT p, q
  RETURN collect(q) AS near, collect(CASE WHEN EXISTS { (p)-[:CITES]->(q) } THEN q.id END) AS cites, collect(CASE WHEN EXISTS { (q)-[:CITES]->(p) } THEN q.id END) AS citedBy }
WITH collect([id, near, coupled, cocited, cites, citedBy]) AS rows
CALL (rows) {
  UNWIND rows AS row
  UNWIND row[1] AS q
  WITH DISTINCT q
  WITH q, COUNT { (q)-[:CITES]->() } AS references, COUNT { (q)<-[:CITES]-() } AS citations, COUNT { (q)<-[:AUTHORED]-() } AS authors
  RETURN collect([ q.id, references,
  COLLECT {
    MATCH (q)-[:CITES]->(r)
    WITH 1 / log(1 + COUNT { (r)<-[:CITES]-() }) AS rarity
    RETURN [count(*), round(sum(rarity), 9)] }[0], citations,
  COLLECT {
    CALL (q, citations) {
      MATCH (q)<-[:CITES]-(c)
      WHERE citations <= $sampled OR q.top IS NULL
      RETURN c LIMIT $sampled
      UNION ALL
      UNWIND CASE WHEN citations > $sampled THEN q.top[..$sample] END AS id
      MATCH (c:Paper {id: id})
      RETURN c }
    WITH 1 / log(1 + COUNT { (c)-[:CITES]->() }) AS rarity
    RETURN [count(*), round(sum(rarity), 9)] }[0], authors,
  COLLECT {
    MATCH (q)<-[by:AUTHORED]-(a)
    WHERE authors <= $evidence OR by.position <= $evidence
    RETURN a.id },
  COLLECT {
    MATCH (q)-[e:ABOUT]->(t)
    RETURN [t.id, coalesce(e.score, 0.0)] } ]) AS details }
RETURN [ [row IN rows | [ row[0], [q IN row[1] | q.id], [item IN row[2] | [item[0].id, item[1], item[2]]], [item IN row[3] | [item[0].id, item[1], item[2]]], row[4], row[5] ]], details ] AS result
// {"crowd":1000,"references":60,"citing":200,"scanned":1000,"sampled":200,"sample":50,"candidates":100,"others":50,"evidence":50,"works":200,"keys":{"ids":["arxiv:1810.04805"]}}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Author {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, n1.name]]) AS result
// {"keys":{"ids":["author:kenton-lee"]}}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Paper|DeletedPaper {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, n1.title, n1.year]]) AS result
// {"keys":{"ids":["arxiv:1907.11692","arxiv:1802.05365"]}}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Paper|DeletedPaper {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, n1.title]]) AS result
// {"keys":{"ids":["arxiv:1911.11641","arxiv:1708.00107","arxiv:1907.11692","arxiv:1905.05950","arxiv:1802.05365"]}}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Topic {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id]]) AS result
// {"keys":{"ids":["topic:masked-language-models","topic:transfer-learning"]}}
