"""Many tenants: a durable queue, workers that take tenants from it, and commands that wait for them.

`order` says what a batch is, `conductor` which tenants come next, `worker` runs one, `shared` is what processes
have in common, `queue` (the only module that knows DBOS) keeps it all, and `watch` follows it.
"""
