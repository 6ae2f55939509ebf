"""A Neo4j of one's own: started by the service, ended with it, nothing to install."""
