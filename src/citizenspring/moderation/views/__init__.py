"""Pages of moderation: reporting, the queue, appeals, and the public log."""
