"""What a gathering brings home: themes across tables, the wall, minutes, and what cards become."""
