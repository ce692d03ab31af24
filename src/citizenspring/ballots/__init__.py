"""Secret ballots: an electoral roll, ballots that nobody can pair with it, and a public count."""
