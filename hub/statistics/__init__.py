"""Statistics of cooperation (FATF Recommendations 33 and 37), and how they are kept from telling too much.

Who sees what. A country sees its own cases in full. A pair of countries sees the groups of figures that both
signed for, over the cases between them, which both know anyway. Everybody else, the Secretariat included,
sees only releases.

A release is made once for one closed year of one universe (requests, quick requests, spontaneous
information) and never changes. It is a set of one-way tables. Each table divides all N cases of the year
into categories. `queries.suppression` hides every category under 5 and, if those sum to less than 5, one
more, chosen by an order that is secret and does not depend on the figures. Shown are the other categories
and N; the hidden ones appear as one block, "fewer than 5 or hidden". If N itself is under 5, nothing is
shown.

Why that is enough, for an attacker who has every table of every year and knows this text:

1. Within a table. Let S >= 5 be the sum of the hidden block. Whatever S is, each hidden category that is
   under 5 could be any of 0, 1, 2, 3, 4: either the block is only small categories that sum to S, or it is
   small ones that sum to at most 4 and one other, and which other is secret. So no value, no parity and no
   zero can be read.
2. Between tables. From one-way tables of the same N cases, the number of cases in two blocks a and b at once
   is known only to lie in [max(0, a+b-N), min(a, b)], which is never narrower than min(a, b, N-a, N-b) >= 5.
   That holds as long as no pair of categories excludes the other by its nature; so a release has no table by
   asking State beside the one by asked State (no State asks itself), none by quarter beside the one by
   duration, and duration and outcome are one table.
3. Between periods and filters. Years are disjoint, a release is frozen, and there is no other filter: there
   are no two tables to subtract.
4. Medians. Outsiders get the band in which the median lies, read from the published table. What is computed
   from published figures tells no more than they do.

`tests/statistics/test_attacker.py` builds, for every hidden cell and each of the five values, another set of
cases with that value which gives the very same release.
"""
