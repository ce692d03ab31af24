"""Small files of Pabulib for the tests of importing and exporting."""

__all__ = ["APPROVAL", "DISTRICTS", "POINTS", "RANKING"]

APPROVAL = """META
key;value
description;Budget of a small town
unit;Smalltown
instance;2022
num_projects;4
num_votes;6
budget;1000
vote_type;approval
rule;greedy
date_begin;01.10.2022
date_end;31.10.2022
max_length;3
language;pl
currency;PLN
PROJECTS
project_id;cost;votes;name;category;selected;latitude;longitude
P7;600;4;A skate park;sport,youth;1;52.2298;21.0846
P3;500;3;"Trees; many";green;0;0;0
P9;300.50;3;Benches;green;0;;
P1;90;1;;green;1;;
VOTES
voter_id;vote;neighborhood;age
1;P7,P3;Hill;34
2;P7;Hill;17
3;P7,P9;Valley;70
4;P7,P9,P1;Valley;
5;P3;;50
6;P3,P9;Hill;200
"""

POINTS = """META
key;value
num_projects;2
num_votes;2
budget;100
vote_type;cumulative
currency;EUR
max_sum_points;5
PROJECTS
project_id;cost;votes;name
a;60;2;A
b;50;1;B
VOTES
voter_id;vote;points
1;b,a;2,3
2;a;5
"""

RANKING = """META
key;value
num_projects;2
num_votes;2
budget;100
vote_type;ordinal
PROJECTS
project_id;cost;votes;name
a;60;2;A
b;50;1;B
VOTES
voter_id;vote
1;b,a
2;a
"""

DISTRICTS = """META
key;value
num_projects;3
num_votes;2
budget;300
vote_type;approval
districts;North,South
budget_per_district;200,100
PROJECTS
project_id;cost;votes;name;district
s1;100;1;Swings;South
n1;150;2;Nets;North
n2;100;1;Nests;North
VOTES
voter_id;vote
1;s1,n1
2;n1,n2
"""
