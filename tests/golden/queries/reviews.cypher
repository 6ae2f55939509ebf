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
RETURN collect([id, [n1.id, n1.title, [COUNT { (n1)<-[:REVIEWS]-() }, COUNT { (n1)<-[:REVIEWS]-()-[:MAKES]->(point)
  WHERE point.kind = 'STRENGTH' }, COUNT { (n1)<-[:REVIEWS]-()-[:MAKES]->(point)
  WHERE point.kind = 'CONCERN' }, COUNT { (n1)<-[:REVIEWS]-()-[:MAKES]->(point)
  WHERE point.kind = 'METHOD_QUESTION' },
COLLECT {
  MATCH (n1)<-[:REVIEWS]-(review)
  RETURN avg(review.confidence) }[0],
COLLECT {
  UNWIND ['STRONG_YES', 'YES', 'NEUTRAL', 'NO', 'STRONG_NO'] AS name
  WITH {id: name, count: COUNT { (n1)<-[:REVIEWS]-(review)
      WHERE review.recommendation = name }} AS n2
  RETURN [n2.id, n2.id, n2.count] }],
COLLECT {
  MATCH (n1)<-[:NOTES]-(n3)
  WITH n3
  ORDER BY n3.at, n3.id
  RETURN [n3.id, n3.kind, n3.decision, [n3.source]] }, [COLLECT {
  MATCH (n1)<-[:REVIEWS]-(n4)
  WITH n4, COUNT { (n4)<-[:FOUND_HELPFUL]-() } AS k6, n4.id AS k7
  ORDER BY k6 DESC, k7 DESC LIMIT $p0
  RETURN [k7, CASE WHEN EXISTS { (n4)-[:HIDDEN_FROM]->() } THEN null ELSE n4.summary END, CASE WHEN EXISTS { (n4)-[:HIDDEN_FROM]->() } THEN null ELSE n4.recommendation END, CASE WHEN EXISTS { (n4)-[:HIDDEN_FROM]->() } THEN null ELSE n4.confidence END, k6, EXISTS { (n4)<-[:FOUND_HELPFUL]-(user)
    WHERE user.id = $viewer },
  COLLECT {
    MATCH (n4)<-[:WROTE]-(n8)
    RETURN [n8.id, n8.name, n8.orcid] }[0],
  COLLECT {
    MATCH (n4)-[makes:MAKES]->(n9)
    WHERE NOT EXISTS { (n4)-[:HIDDEN_FROM]->() }
    WITH n9
    ORDER BY makes.position
    RETURN [n9.id, n9.kind, n9.text, n9.about] },
  COLLECT {
    MATCH (n4)-[:WAS]->(n10)
    WHERE NOT EXISTS { (n4)-[:HIDDEN_FROM]->() }
    WITH n10
    ORDER BY n10.at DESC, n10.id
    RETURN [n10.id, n10.at] },
  COLLECT {
    MATCH (n4)-[scores:SCORES]->(n11)
    WHERE NOT EXISTS { (n4)-[:HIDDEN_FROM]->() }
    WITH n11
    ORDER BY scores.position
    RETURN [n11.id, n11.name, n11.value, n11.text, n11.best] },
  COLLECT {
    MATCH (n4)<-[:RESPONDS_TO]-(n12)
    WHERE NOT EXISTS { (n4)-[:HIDDEN_FROM]->() }
    WITH n12
    ORDER BY n12.at, n12.id
    RETURN [n12.id, n12.kind, n12.text] },
  COLLECT {
    UNWIND CASE WHEN n4.source IS NULL THEN [] ELSE [n4] END AS n13
    RETURN [n13.id, n13.source, n13.licence, n13.sourceUrl] }[0]] }, COUNT { (n1)<-[:REVIEWS]-() }]]]) AS result
// {"p0":10,"viewer":null,"keys":{"ids":["2108.07258"]}}
