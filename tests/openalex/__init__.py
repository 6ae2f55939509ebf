"""Tests of every field of OpenAlex, from the record to the graph, the API and the pages."""
