"""Measurements that anybody can run again, on generated or given records."""
