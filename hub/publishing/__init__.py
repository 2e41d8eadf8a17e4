"""What library and conferences share: languages, audiences, links between things, pages for everybody."""
