"""Acts of ballots; the only place that writes."""
