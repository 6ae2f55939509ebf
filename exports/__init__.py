"""What goes out: citations of a paper in the formats that reference managers and writers use."""
