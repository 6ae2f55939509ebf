"""People's own libraries, as reference managers write them: text in, what names a paper of each entry out."""
