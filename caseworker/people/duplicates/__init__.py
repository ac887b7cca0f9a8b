"""One person, two records: how the second is found, and how the two become one."""
