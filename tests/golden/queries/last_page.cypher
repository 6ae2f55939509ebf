RETURN [[COLLECT {
  MATCH (n1:Paper)
  WHERE n1.citations IS NOT NULL AND n1.id IS NOT NULL
  WITH n1, n1.citations AS k3, n1.id AS k4
  ORDER BY k3 ASC, k4 ASC LIMIT $p0
  RETURN [k4, COUNT { (n1)<-[:CITES]-() }, [k3, k4]] }, null]] AS result
// {"p0":3}
