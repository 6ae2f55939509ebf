UNWIND $asked.ids AS id
CALL (id) {
  MATCH (found:Paper)
  WHERE found.arxiv = id
  WITH found
  ORDER BY coalesce(found.citations, 0) DESC, found.id LIMIT 1
  RETURN found AS n1 }
RETURN collect([id, [n1.id, [n1.id, n1.kind, n1.title,
COLLECT {
  MATCH (n1)<-[by:AUTHORED]-(author)
  RETURN author.name
  ORDER BY by.position }, n1.year, n1.publishedOn,
COLLECT {
  MATCH (n1)-[:PUBLISHED_IN]->(venue)
  RETURN venue.name }[0],
COLLECT {
  MATCH (n1)-[:PUBLISHED_IN]->(venue)
  RETURN venue.kind }[0], n1.volume, n1.issue, n1.firstPage, n1.lastPage, n1.doi, n1.arxiv, n1.pmid, n1.url, n1.language, null,
COLLECT {
  MATCH (n1)-[:PUBLISHED_IN]->(venue)
  RETURN venue.publisher }[0]]]]) AS answer
// {"asked":{"ids":["1810.04805"]}}
