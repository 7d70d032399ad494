"""What is made from the lectures' texts: notebooks, live pages, pages in one file, contact sheets."""
