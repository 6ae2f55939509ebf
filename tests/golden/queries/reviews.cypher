UNWIND $ids AS id
CALL (id) {
  MATCH (found:Paper)
  WHERE found.arxiv = id
  WITH found
  ORDER BY coalesce(found.citations, 0) DESC, found.id LIMIT 1
  RETURN found AS n1 }
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
  WITH n3
  ORDER BY COUNT { (n3)<-[:FOUND_HELPFUL]-() } DESC, n3.id DESC LIMIT $p0
  RETURN [[COUNT { (n3)<-[:FOUND_HELPFUL]-() }, n3.id], [], [n3.id, CASE WHEN EXISTS { (n3)-[:HIDDEN_FROM]->() } THEN null ELSE n3.summary END, CASE WHEN EXISTS { (n3)-[:HIDDEN_FROM]->() } THEN null ELSE n3.recommendation END, CASE WHEN EXISTS { (n3)-[:HIDDEN_FROM]->() } THEN null ELSE n3.confidence END, COUNT { (n3)<-[:FOUND_HELPFUL]-() }, EXISTS { (n3)<-[:FOUND_HELPFUL]-(who)
    WHERE who.id = $viewer },
  COLLECT {
    MATCH (n3)<-[:WROTE]-(n5)
    RETURN [n5.id, n5.name, n5.orcid] }[0],
  COLLECT {
    MATCH (n3)-[makes:MAKES]->(n6)
    WHERE NOT EXISTS { (n3)-[:HIDDEN_FROM]->() }
    WITH n6
    ORDER BY makes.position
    RETURN [n6.id, n6.kind, n6.text, n6.about] },
  COLLECT {
    MATCH (n3)-[:WAS]->(n7)
    WHERE NOT EXISTS { (n3)-[:HIDDEN_FROM]->() }
    WITH n7
    ORDER BY n7.at DESC, n7.id
    RETURN [n7.id, n7.at] },
  COLLECT {
    UNWIND CASE WHEN n3.source IS NULL THEN [] ELSE [n3] END AS n8
    RETURN [n8.id, n8.source, n8.licence, n8.sourceUrl] }[0]]] }, COUNT { (n1)<-[:REVIEWS]-() }]]])
// {"p0":11,"viewer":null,"ids":["2108.07258"]}
