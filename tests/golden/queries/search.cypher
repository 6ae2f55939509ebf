CALL () {
  UNWIND $strict AS query
  CALL db.index.fulltext.queryNodes('search', query, {limit: $most}) YIELD node, score
  RETURN collect([node, score]) AS strictHits }
CALL (strictHits) {
  UNWIND CASE WHEN size(strictHits) < $few THEN $words ELSE [] END AS word
  CALL (word) {
    CALL db.index.fulltext.queryNodes('search', word[0], {limit: $rare}) YIELD node
    RETURN count(node) AS holding }
  WITH collect([word, holding]) AS known, [word IN collect(CASE WHEN holding < $rare THEN word END) | word[0]] AS rare
  WITH known, rare[..$mostRare] AS rare
  RETURN [each IN known | CASE WHEN each[0][0] IN rare THEN each[0][2] ELSE each[0][1] END] AS clauses, [each IN known
  WHERE each[0][0] IN rare | each[0][3]] AS mistyped }
CALL (clauses) {
  UNWIND CASE WHEN clauses = [] THEN [] ELSE [reduce(all = '', clause IN clauses | all + ' +' + clause)] END AS query
  CALL db.index.fulltext.queryNodes('search', query, {limit: $most}) YIELD node, score
  RETURN collect([node, 0.8 * score]) AS nearHits }
CALL (strictHits, nearHits, clauses) {
  UNWIND CASE WHEN clauses = [] OR size(strictHits) + size(nearHits) > 0 THEN [] ELSE [reduce(any = '', clause IN clauses | any + ' ' + clause)] END AS query
  CALL db.index.fulltext.queryNodes('search', query, {limit: $mostLoose}) YIELD node, score
  RETURN collect([node, 0.6 * score]) AS looseHits }
WITH *, strictHits + nearHits + looseHits AS hits, size(strictHits) < $most AND size(nearHits) < $most AS complete
WITH *, [] AS pinned
CALL (*) {
  UNWIND hits + [node IN pinned | [node, null]] AS hit
  WITH hit[0] AS node, max(hit[1]) AS text, hits[0][1] AS best
  WITH node, coalesce(text / best, 0.0) AS text, CASE WHEN node:Paper THEN 'PAPER' WHEN node:Author THEN 'AUTHOR' WHEN node:Institution THEN 'INSTITUTION' WHEN node:Topic THEN 'TOPIC' ELSE 'VENUE' END AS kind, CASE WHEN node:Paper THEN coalesce(node.titleKey, '') ELSE node.sortName END AS name, CASE WHEN node:Paper THEN $title ELSE $name END AS asked, log10(1.0 + coalesce(node.citations, node.papers, 0)) AS known
  WHERE kind IN $kinds
  WITH node, kind, CASE WHEN node IN pinned THEN 10.0 ELSE 0.0 END + CASE WHEN asked <> '' AND name = asked THEN 1.0 WHEN asked <> '' AND name STARTS
  WITH asked + ' ' THEN 0.2 WHEN asked <> '' AND name CONTAINS asked THEN 0.1 ELSE 0.0 END + text * (1.0 + 0.06 * CASE WHEN known > 5.0 THEN 5.0 ELSE known END) AS exact
  RETURN collect([round(exact, 4), node.id, node, kind]) AS ranked }
RETURN [COLLECT {
  UNWIND ranked AS hit
  WITH hit[0] AS score, hit[1] AS id, hit[2] AS node
  WHERE $after IS NULL OR score < $after[0] OR (score = $after[0] AND id > $after[1])
  WITH score, id, node
  ORDER BY score DESC, id LIMIT $size
  RETURN [score, id, node.title, node.name, node.credits, node.abstract] }, size(ranked), complete, mistyped,
COLLECT {
  UNWIND ranked AS hit
  WITH hit[3] AS kind, count(*) AS number
  ORDER BY number DESC, kind
  RETURN [kind, left(kind, 1) + toLower(substring(kind, 1)), number] }]
// {"strict":["+(title:\"langage\"^4 credits:\"langage\"^2 abstract:\"langage\"^1 name:\"langage\"^4) +(title:\"modls\"^4 credits:\"modls\"^2 abstract:\"modls\"^1 name:\"modls\"^4) +(title:\"few\"^4 credits:\"few\"^2 abstract:\"few\"^1 name:\"few\"^4) +(title:\"sho\"^4 credits:\"sho\"^2 abstract:\"sho\"^1 name:\"sho\"^4 title:sho*^4 credits:sho*^2 name:sho*^4)"],"words":[["(title:\"langage\"^4 credits:\"langage\"^2 abstract:\"langage\"^1 name:\"langage\"^4)","(title:\"langage\"^4 credits:\"langage\"^2 abstract:\"langage\"^1 name:\"langage\"^4)","(title:\"langage\"^4 credits:\"langage\"^2 abstract:\"langage\"^1 name:\"langage\"^4 (+(title:langage~1 credits:langage~1 name:langage~1)))",0],["(title:\"modls\"^4 credits:\"modls\"^2 abstract:\"modls\"^1 name:\"modls\"^4)","(title:\"modls\"^4 credits:\"modls\"^2 abstract:\"modls\"^1 name:\"modls\"^4)","(title:\"modls\"^4 credits:\"modls\"^2 abstract:\"modls\"^1 name:\"modls\"^4 (+(title:modls~1 credits:modls~1 name:modls~1)))",1],["(title:\"few\"^4 credits:\"few\"^2 abstract:\"few\"^1 name:\"few\"^4)","(title:\"few\"^4 credits:\"few\"^2 abstract:\"few\"^1 name:\"few\"^4)","(title:\"few\"^4 credits:\"few\"^2 abstract:\"few\"^1 name:\"few\"^4)",2],["(title:\"sho\"^4 credits:\"sho\"^2 abstract:\"sho\"^1 name:\"sho\"^4)","(title:\"sho\"^4 credits:\"sho\"^2 abstract:\"sho\"^1 name:\"sho\"^4 title:sho*^4 credits:sho*^2 name:sho*^4)","(title:\"sho\"^4 credits:\"sho\"^2 abstract:\"sho\"^1 name:\"sho\"^4 title:sho*^4 credits:sho*^2 name:sho*^4)",3]],"kinds":["PAPER","AUTHOR","INSTITUTION","TOPIC","VENUE"],"title":"langage modls few sho","name":"langage modls few sho","after":null,"size":3,"most":10000,"few":3,"rare":3,"mostRare":8,"mostLoose":100,"values":50}

UNWIND $ids AS id
CALL (id) {
  OPTIONAL MATCH (alias:Alias {id: id})
  WITH coalesce(alias.of, id) AS key
  MATCH (found:Paper {id: key})
  RETURN found AS n1 }
RETURN collect([id, [n1.id, n1.title]])
// {"ids":["arxiv:2005.14165","arxiv:2106.13884"]}
