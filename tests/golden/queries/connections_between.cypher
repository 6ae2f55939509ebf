CALL () {
  OPTIONAL MATCH (alias:Alias {id: $p0})
  WITH coalesce(alias.of, $p0) AS key
  MATCH (node:Paper|Author|Institution|Topic|Venue {id: key})
  RETURN node AS source }
CALL () {
  UNWIND [$p1] AS id
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
    RETURN hit AS target }
  RETURN target }
RETURN [source.id, target.id,
COLLECT {
  MATCH path = SHORTEST 40 (source) (()-[:AUTHORED|CITES|FROM|AFFILIATED_WITH|ABOUT|PUBLISHED_IN]-(next)
  WHERE next = target OR ( NOT next:Venue AND coalesce(next.level, 'TOPIC') IN ['TOPIC', 'CONCEPT'] AND coalesce(next.papers, next.citations, 0) <= $hub ) ){1,6} (target)
  WHERE source <> target
  RETURN [ [node IN nodes(path) | [node.id, coalesce(node.papers, node.citations, 0)]], [edge IN relationships(path) | [startNode(edge).id, endNode(edge).id, type(edge), edge.score]] ] }]
// {"p0":"author:percy-liang","p1":"1706.03762","hub":1000}

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
RETURN collect([id, []]) AS result
// {"keys":{"ids":["1706.03762"]}}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Author {id: coalesce(alias.of, id)})
RETURN collect([id, []]) AS result
// {"keys":{"ids":["author:percy-liang"]}}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Author {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id]]) AS result
// {"keys":{"ids":["author:percy-liang"]}}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Paper|DeletedPaper {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id]]) AS result
// {"keys":{"ids":["arxiv:2101.00190","arxiv:1706.03762","arxiv:2108.07258"]}}
