RETURN [[COLLECT {
  MATCH (n1:Paper)
  WHERE n1.citations IS NOT NULL AND n1.id IS NOT NULL
  WITH n1
  ORDER BY n1.citations ASC, n1.id ASC LIMIT $p0
  RETURN [[n1.citations, n1.id], [], [n1.id, COUNT { (n1)<-[:CITES]-() }]] }, null]] AS answer
// {"p0":3}
