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
  RETURN [n2.id, n2.id, n2.count] }], [COLLECT {
  MATCH (n1)<-[:REVIEWS]-(n3)
  WITH n3, COUNT { (n3)<-[:FOUND_HELPFUL]-() } AS k5, n3.id AS k6
  ORDER BY k5 DESC, k6 DESC LIMIT $p0
  RETURN [k6, CASE WHEN EXISTS { (n3)-[:HIDDEN_FROM]->() } THEN null ELSE n3.summary END, CASE WHEN EXISTS { (n3)-[:HIDDEN_FROM]->() } THEN null ELSE n3.recommendation END, CASE WHEN EXISTS { (n3)-[:HIDDEN_FROM]->() } THEN null ELSE n3.confidence END, k5, EXISTS { (n3)<-[:FOUND_HELPFUL]-(user)
    WHERE user.id = $viewer },
  COLLECT {
    MATCH (n3)<-[:WROTE]-(n7)
    RETURN [n7.id, n7.name, n7.orcid] }[0],
  COLLECT {
    MATCH (n3)-[makes:MAKES]->(n8)
    WHERE NOT EXISTS { (n3)-[:HIDDEN_FROM]->() }
    WITH n8
    ORDER BY makes.position
    RETURN [n8.id, n8.kind, n8.text, n8.about] },
  COLLECT {
    MATCH (n3)-[:WAS]->(n9)
    WHERE NOT EXISTS { (n3)-[:HIDDEN_FROM]->() }
    WITH n9
    ORDER BY n9.at DESC, n9.id
    RETURN [n9.id, n9.at] },
  COLLECT {
    UNWIND CASE WHEN n3.source IS NULL THEN [] ELSE [n3] END AS n10
    RETURN [n10.id, n10.source, n10.licence, n10.sourceUrl] }[0]] }, COUNT { (n1)<-[:REVIEWS]-() }]]]) AS result
// {"p0":10,"viewer":null,"keys":{"ids":["2108.07258"]}}
