RETURN [
COLLECT {
  UNWIND $papers AS id
  OPTIONAL MATCH (alias:Alias {id: id})
  WITH id, coalesce(alias.of, id) AS key
  MATCH (n:Paper {id: key})
  RETURN [id, n.id, [[COUNT { (n)-[:CITES]->() },
  COLLECT {
    MATCH (n)-[:CITES]->(m)
    RETURN m.id
    ORDER BY m.citations DESC, m.id LIMIT $length }], [COUNT { (n)<-[:CITES]-() }, coalesce(n.top, [])[..$length] +
  COLLECT {
    MATCH (n)<-[:CITES]-(m)
    WHERE n.top IS NULL
    RETURN m.id
    ORDER BY m.citations DESC, m.id DESC LIMIT $length }], [COUNT { (n)<-[:AUTHORED]-() },
  COLLECT {
    MATCH (n)<-[r:AUTHORED]-(m)
    RETURN m.id
    ORDER BY r.position, m.id LIMIT $length }], [COUNT { (n)-[:FROM]->() },
  COLLECT {
    MATCH (n)-[:FROM]->(m)
    RETURN m.id
    ORDER BY m.papers DESC, m.id LIMIT $length }], [COUNT { (n)-[:ABOUT]->() },
  COLLECT {
    MATCH (n)-[r:ABOUT]->(m)
    RETURN m.id
    ORDER BY coalesce(r.score, 0.0) DESC, m.id LIMIT $length }], [COUNT { (n)-[:PUBLISHED_IN]->() },
  COLLECT {
    MATCH (n)-[:PUBLISHED_IN]->(m)
    RETURN m.id
    ORDER BY m.papers DESC, m.id LIMIT $length }]]] },
COLLECT {
  UNWIND $authors AS id
  OPTIONAL MATCH (alias:Alias {id: id})
  WITH id, coalesce(alias.of, id) AS key
  MATCH (n:Author {id: key})
  RETURN [id, n.id, [[COUNT { (n)-[:AUTHORED]->() }, coalesce(n.top, [])[..$length] +
  COLLECT {
    MATCH (n)-[:AUTHORED]->(m)
    WHERE n.top IS NULL
    RETURN m.id
    ORDER BY m.citations DESC, m.id DESC LIMIT $length }], [COUNT { (n)-[:AFFILIATED_WITH]->() },
  COLLECT {
    MATCH (n)-[r:AFFILIATED_WITH]->(m)
    RETURN m.id
    ORDER BY coalesce(r.lastYear, 0) DESC, m.id LIMIT $length }]]] },
COLLECT {
  UNWIND $institutions AS id
  OPTIONAL MATCH (alias:Alias {id: id})
  WITH id, coalesce(alias.of, id) AS key
  MATCH (n:Institution {id: key})
  RETURN [id, n.id, [[COUNT { (n)<-[:FROM]-() }, coalesce(n.top, [])[..$length] +
  COLLECT {
    MATCH (n)<-[:FROM]-(m)
    WHERE n.top IS NULL
    RETURN m.id
    ORDER BY m.citations DESC, m.id DESC LIMIT $length }], [COUNT { (n)<-[:AFFILIATED_WITH]-() },
  COLLECT {
    MATCH (n)<-[:AFFILIATED_WITH]-(m)
    WITH m LIMIT $mostRead
    RETURN m.id
    ORDER BY m.citations DESC, m.id LIMIT $length }]]] },
COLLECT {
  UNWIND $topics AS id
  OPTIONAL MATCH (alias:Alias {id: id})
  WITH id, coalesce(alias.of, id) AS key
  MATCH (n:Topic {id: key})
  RETURN [id, n.id, [[COUNT { (n)<-[:ABOUT|WITHIN]-() }, coalesce(n.top, [])[..$length] +
  COLLECT {
    MATCH (n)<-[:ABOUT|WITHIN]-(m)
    WHERE n.top IS NULL
    RETURN m.id
    ORDER BY m.citations DESC, m.id DESC LIMIT $length }], [COUNT { (n)<-[:BROADER]-() },
  COLLECT {
    MATCH (n)<-[:BROADER]-(m)
    RETURN m.id
    ORDER BY m.papers DESC, m.id LIMIT $length }]]] },
COLLECT {
  UNWIND $venues AS id
  OPTIONAL MATCH (alias:Alias {id: id})
  WITH id, coalesce(alias.of, id) AS key
  MATCH (n:Venue {id: key})
  RETURN [id, n.id, [[COUNT { (n)<-[:PUBLISHED_IN]-() }, coalesce(n.top, [])[..$length] +
  COLLECT {
    MATCH (n)<-[:PUBLISHED_IN]-(m)
    WHERE n.top IS NULL
    RETURN m.id
    ORDER BY m.citations DESC, m.id DESC LIMIT $length }]]] } ]
// {"papers":["arxiv:2108.07258"],"authors":[],"institutions":[],"topics":[],"venues":[],"length":200,"since":null,"until":null,"mostRead":5000}

RETURN [[
COLLECT {
  UNWIND $papers AS id
  MATCH (n:Paper {id: id})
  RETURN [id, n.title,
  COLLECT {
    MATCH (n)<-[r:AUTHORED|ALSO_AUTHORED]-(m)
    WHERE r.position = 1
    RETURN coalesce(r.name, m.name)
    ORDER BY m.id LIMIT 1 }[0], COUNT { (n)<-[:AUTHORED|ALSO_AUTHORED]-() }, n.year, n.doi, n.citations,
  COLLECT {
    MATCH (n)-[r:ABOUT]->(m)
    RETURN [m.name, r.score]
    ORDER BY coalesce(r.score, 0.0) DESC, m.id LIMIT 4 }, n.retracted] },
COLLECT {
  UNWIND $authors AS id
  MATCH (n:Author {id: id})
  RETURN [id, n.name,
  COLLECT {
    MATCH (n)-[r:AFFILIATED_WITH]->(m)
    RETURN m.name
    ORDER BY coalesce(r.lastYear, 0) DESC, m.id LIMIT 1 }[0], n.papers, null, null, n.papers, []] },
COLLECT {
  UNWIND $institutions AS id
  MATCH (n:Institution {id: id})
  RETURN [id, n.name, n.city, n.country, n.papers, null, n.papers, []] },
COLLECT {
  UNWIND $topics AS id
  MATCH (n:Topic {id: id})
  RETURN [id, n.name, n.level, n.papers, null, null, n.papers, []] },
COLLECT {
  UNWIND $venues AS id
  MATCH (n:Venue {id: id})
  RETURN [id, n.name, n.kind, n.papers, null, null, n.papers, []] } ], [
COLLECT {
  UNWIND $papers AS id
  MATCH (:Paper {id: id})-[:CITES]->(m)
  WHERE m.id IN $papers
  RETURN ['CITES', id, m.id, 1.0] },
COLLECT {
  UNWIND $authors AS id
  MATCH (:Author {id: id})-[:AUTHORED]->(m)
  WHERE m.id IN $papers
  RETURN ['AUTHORED', id, m.id, 1.0] },
COLLECT {
  UNWIND $papers AS id
  MATCH (:Paper {id: id})-[:FROM]->(m)
  WHERE m.id IN $institutions
  RETURN ['FROM', id, m.id, 1.0] },
COLLECT {
  UNWIND $authors AS id
  MATCH (:Author {id: id})-[:AFFILIATED_WITH]->(m)
  WHERE m.id IN $institutions
  RETURN ['AFFILIATED_WITH', id, m.id, 1.0] },
COLLECT {
  UNWIND $papers AS id
  MATCH (:Paper {id: id})-[r:ABOUT]->(m)
  WHERE m.id IN $topics
  RETURN ['ABOUT', id, m.id, coalesce(r.score, 1.0)] },
COLLECT {
  UNWIND $papers AS id
  MATCH (:Paper {id: id})-[:WITHIN]->(m)
  WHERE m.id IN $topics
  RETURN ['WITHIN', id, m.id, 1.0] },
COLLECT {
  UNWIND $topics AS id
  MATCH (:Topic {id: id})-[:BROADER]->(m)
  WHERE m.id IN $topics
  RETURN ['BROADER', id, m.id, 1.0] },
COLLECT {
  UNWIND $papers AS id
  MATCH (:Paper {id: id})-[:PUBLISHED_IN]->(m)
  WHERE m.id IN $venues
  RETURN ['PUBLISHED_IN', id, m.id, 1.0] } ]]
// {"papers":["arxiv:2005.14165","arxiv:2103.00020","arxiv:2108.07258","arxiv:2112.04359","arxiv:2112.11446","arxiv:2211.09110","doi:10.1145/3442188.3445922"],"authors":["author:drew-a-hudson","author:rishi-bommasani"],"institutions":["institution:stanford-university"],"topics":["topic:foundation-models","topic:risks-of-language-models"],"venues":[]}

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
RETURN collect([id, [n1.id]]) AS result
// {"keys":{"ids":["2108.07258"]}}

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
// {"crowd":1000,"references":60,"citing":200,"scanned":1000,"sampled":200,"sample":50,"candidates":100,"others":50,"evidence":50,"works":200,"keys":{"ids":["arxiv:2108.07258"]}}
