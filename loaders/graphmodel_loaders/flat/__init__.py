"""One flat sheet as a study: a row a claim, with whatever headings its owner has given it."""
