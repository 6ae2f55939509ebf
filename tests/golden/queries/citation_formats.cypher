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
RETURN collect([id, [n1.id, [n1.id, n1.kind, n1.title,
COLLECT {
  MATCH (n1)<-[by:AUTHORED|ALSO_AUTHORED]-(author)
  RETURN coalesce(by.name, author.name)
  ORDER BY by.position }, n1.year, n1.publishedOn, coalesce(COLLECT {
  MATCH (n1)-[:PUBLISHED_IN]->(venue)
  RETURN venue.name }[0], n1.rawVenueName),
COLLECT {
  MATCH (n1)-[:PUBLISHED_IN]->(venue)
  RETURN venue.kind }[0], n1.volume, n1.issue, n1.firstPage, n1.lastPage, n1.doi, n1.arxiv, n1.pmid, n1.url, n1.language, CASE WHEN coalesce(n1.abstractKind, '') <> 'SUMMARY' THEN n1.abstract END,
COLLECT {
  MATCH (n1)-[:PUBLISHED_IN]->(venue)
  RETURN venue.publisher }[0], n1.keywords, n1.pmcid, n1.licence, n1.fundingNames, n1.oaUrl]]]) AS result
// {"keys":{"ids":["1810.04805"]}}
