jobs  (incl. supersource/sink ):	3
RESOURCES
- renewable                 : 1 R
- nonrenewable              : 1 N
- doubly constrained        : 0 D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
1	1	1	2
2	2	1	3
3	1	0
************************************************************************
REQUESTS/DURATIONS
jobnr.	mode	dur	R1	N1
------------------------------------------------------------------------
1	1	0	0	0
2	1	2	3	4
	2	6	1	0
3	1	0	0	0
************************************************************************

 RESOURCE AVAILABILITIES
	R 1	N 1
	3	3

