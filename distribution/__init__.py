"""The build of the wheel, in which the packages of this repository are parts of one package `peergraph`."""
