"""A pool drawn by hand: five journeys of early 2026 that leave and come back, judged on Monday 02-16.

J1 (100) | a 01-05  recycle 01-07 early | b 01-28  lost 02-10                      back after 21 days, into the next stage
J2 (200) | a 01-05  b 01-12  recycle 01-14 quiet  recycle 01-20 late | lost 02-02  one stay; closed for good after 19 days
J3 ( - ) | a 01-06  recycle 01-08 quiet  timing 01-15 budget | c 02-05             two stays: the second exit is of another kind
J4 (400) | recycle 01-12 early                                                     begins in the pool
J5 (500) | a 01-20  recycle 02-11 quiet                                            young
J6 (600) | a 02-16                                                                 never left
"""

MODEL = """
goal = "c"
calendar = "weekdays"
[departments]
one = { en = "One" }
two = { en = "Two" }
[[stages]]
id = "a"
department = "one"
[[stages]]
id = "b"
department = "one"
[[stages]]
id = "c"
department = "two"
[exits]
recycle = { en = "Recycle", kind = "recycle" }
timing = { en = "Bad timing", kind = "lost", recyclable = true }
lost = { en = "Lost", kind = "lost" }
[attributes]
source = { en = "Source", department = "one", decided_at = "entry" }
"""
EVENTS = (
    "J1,a,2026-01-05,Sato,",
    "J1,recycle,2026-01-07,,early",
    "J1,b,2026-01-28,Ito,",
    "J1,lost,2026-02-10,,price",
    "J2,a,2026-01-05,Sato,",
    "J2,b,2026-01-12,Ito,",
    "J2,recycle,2026-01-14,,quiet",
    "J2,recycle,2026-01-20,,late",
    "J2,lost,2026-02-02,,",
    "J3,a,2026-01-06,Sato,",
    "J3,recycle,2026-01-08,Mori,quiet",
    "J3,timing,2026-01-15,,budget",
    "J3,c,2026-02-05,Kato,",
    "J4,recycle,2026-01-12,,early",
    "J5,a,2026-01-20,Sato,",
    "J5,recycle,2026-02-11,,quiet",
    "J6,a,2026-02-16,Sato,",
)
JOURNEYS = "journey_id,source,amount\nJ1,web,100\nJ2,ads,200\nJ3,web,\nJ4,,400\nJ5,web,500\nJ6,ads,600\n"
ACTIVITIES = (
    "journey_id,at,kind,owner\nJ1,2026-01-07,call,Sato\nJ1,2026-01-21,mail,Sato\nJ2,2026-01-16,call,Ito\nJ2,2026-02-04,call,Ito\n"
    "J4,2026-01-19,mail,Ito\n"
)
