CALL () {
  UNWIND $strict AS query
  CALL db.index.fulltext.queryNodes('peergraph_search', query, {limit: $limit}) YIELD node, score
  RETURN collect([node, score]) AS strictHits }
CALL (strictHits) {
  UNWIND CASE WHEN size(strictHits) < $few THEN $words ELSE [] END AS word
  CALL (word) {
    CALL db.index.fulltext.queryNodes('peergraph_search', word[0], {limit: $rare}) YIELD node
    RETURN count(node) AS holding }
  WITH collect([word, holding]) AS counts, [word IN collect(CASE WHEN holding < $rare THEN word END) | word[0]] AS rare
  WITH counts, rare[..$mostRare] AS rare
  RETURN [row IN counts | CASE WHEN row[0][0] IN rare THEN row[0][2] ELSE row[0][1] END] AS clauses, [row IN counts
  WHERE row[0][0] IN rare | row[0][3]] AS mistyped }
CALL (clauses) {
  UNWIND CASE WHEN clauses = [] THEN [] ELSE [reduce(all = '', clause IN clauses | all + ' +' + clause)] END AS query
  CALL db.index.fulltext.queryNodes('peergraph_search', query, {limit: $limit}) YIELD node, score
  RETURN collect([node, 0.8 * score]) AS nearHits }
CALL (strictHits, nearHits, clauses) {
  UNWIND CASE WHEN clauses = [] OR size(strictHits) + size(nearHits) > 0 THEN [] ELSE [reduce(any = '', clause IN clauses | any + ' ' + clause)] END AS query
  CALL db.index.fulltext.queryNodes('peergraph_search', query, {limit: $mostLoose}) YIELD node, score
  RETURN collect([node, 0.6 * score]) AS looseHits }
WITH *, strictHits + nearHits + looseHits AS hits, size(strictHits) < $limit AND size(nearHits) < $limit AS complete
WITH *, [] AS pinned
UNWIND hits + [node IN pinned | [node, null]] AS hit
WITH *, hit[0] AS node, CASE WHEN hit[0]:Paper THEN 'PAPER' WHEN hit[0]:Author THEN 'AUTHOR' WHEN hit[0]:Institution THEN 'INSTITUTION' WHEN hit[0]:Topic THEN 'TOPIC' WHEN hit[0]:Venue THEN 'VENUE' WHEN hit[0]:Funder THEN 'FUNDER' ELSE 'PUBLISHER' END AS kind
WHERE kind IN $kinds
WITH node, kind, complete, mistyped, hits[0][1] AS best, node IN pinned AS isPinned, max(hit[1]) AS text
WITH node, kind, complete, mistyped, isPinned, coalesce(text / best, 0.0) AS text, CASE WHEN node:Paper THEN coalesce(node.titleKey, '') ELSE node.sortName END AS name, CASE WHEN node:Paper THEN $title ELSE $name END AS searched, log10(1.0 + coalesce(node.citations, node.papers, 0)) AS prominence
WITH node, kind, complete, mistyped, node.id AS id, round( CASE WHEN isPinned THEN 10.0 ELSE 0.0 END + CASE WHEN searched = '' THEN 0.0 WHEN name = searched THEN 1.0 WHEN name STARTS
WITH searched + ' ' THEN 0.2 WHEN name CONTAINS searched THEN 0.1 ELSE 0.0 END + text * (1.0 + 0.06 * CASE WHEN prominence > 5.0 THEN 5.0 ELSE prominence END), 4) AS score
ORDER BY score DESC, id
WITH complete, mistyped, collect([score, id, node, kind]) AS ranked
RETURN [[hit IN [ hit IN ranked
WHERE ($after IS NULL OR hit[0] < $after[0] OR (hit[0] = $after[0] AND hit[1] > $after[1])) AND ($before IS NULL OR hit[0] > $before[0] OR (hit[0] = $before[0] AND hit[1] < $before[1])) ][..$size] | [hit[0], hit[1], hit[2].title, hit[2].name, hit[2].credits, hit[2].abstract]], size(ranked), complete, mistyped, [[hit IN ranked | hit[3]], []]]
// {"strict":["+(title:\"langage\"^4 credits:\"langage\"^2 abstract:\"langage\"^1 name:\"langage\"^4 searchNames:\"langage\"^3) +(title:\"modls\"^4 credits:\"modls\"^2 abstract:\"modls\"^1 name:\"modls\"^4 searchNames:\"modls\"^3) +(title:\"few\"^4 credits:\"few\"^2 abstract:\"few\"^1 name:\"few\"^4 searchNames:\"few\"^3) +(title:\"sho\"^4 credits:\"sho\"^2 abstract:\"sho\"^1 name:\"sho\"^4 searchNames:\"sho\"^3 title:sho*^4 credits:sho*^2 name:sho*^4 searchNames:sho*^3)"],"words":[["(title:\"langage\"^4 credits:\"langage\"^2 abstract:\"langage\"^1 name:\"langage\"^4 searchNames:\"langage\"^3)","(title:\"langage\"^4 credits:\"langage\"^2 abstract:\"langage\"^1 name:\"langage\"^4 searchNames:\"langage\"^3)","(title:\"langage\"^4 credits:\"langage\"^2 abstract:\"langage\"^1 name:\"langage\"^4 searchNames:\"langage\"^3 (+(title:langage~1 credits:langage~1 name:langage~1 searchNames:langage~1)))",0],["(title:\"modls\"^4 credits:\"modls\"^2 abstract:\"modls\"^1 name:\"modls\"^4 searchNames:\"modls\"^3)","(title:\"modls\"^4 credits:\"modls\"^2 abstract:\"modls\"^1 name:\"modls\"^4 searchNames:\"modls\"^3)","(title:\"modls\"^4 credits:\"modls\"^2 abstract:\"modls\"^1 name:\"modls\"^4 searchNames:\"modls\"^3 (+(title:modls~1 credits:modls~1 name:modls~1 searchNames:modls~1)))",1],["(title:\"few\"^4 credits:\"few\"^2 abstract:\"few\"^1 name:\"few\"^4 searchNames:\"few\"^3)","(title:\"few\"^4 credits:\"few\"^2 abstract:\"few\"^1 name:\"few\"^4 searchNames:\"few\"^3)","(title:\"few\"^4 credits:\"few\"^2 abstract:\"few\"^1 name:\"few\"^4 searchNames:\"few\"^3)",2],["(title:\"sho\"^4 credits:\"sho\"^2 abstract:\"sho\"^1 name:\"sho\"^4 searchNames:\"sho\"^3)","(title:\"sho\"^4 credits:\"sho\"^2 abstract:\"sho\"^1 name:\"sho\"^4 searchNames:\"sho\"^3 title:sho*^4 credits:sho*^2 name:sho*^4 searchNames:sho*^3)","(title:\"sho\"^4 credits:\"sho\"^2 abstract:\"sho\"^1 name:\"sho\"^4 searchNames:\"sho\"^3 title:sho*^4 credits:sho*^2 name:sho*^4 searchNames:sho*^3)",3]],"kinds":["PAPER","AUTHOR","INSTITUTION","TOPIC","VENUE","FUNDER","PUBLISHER"],"title":"langage modls few sho","name":"langage modls few sho","after":null,"before":null,"size":3,"limit":10000,"few":3,"rare":3,"mostRare":8,"mostLoose":100}

UNWIND $keys.ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (n1:Paper|DeletedPaper {id: coalesce(alias.of, id)})
RETURN collect([id, [n1.id, n1.title]]) AS result
// {"keys":{"ids":["arxiv:2005.14165","arxiv:2106.13884"]}}
