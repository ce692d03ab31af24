"""What pages of ballots show."""
