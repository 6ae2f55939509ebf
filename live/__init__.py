"""What happens, as it happens: the log followed once for all who listen to this process."""
