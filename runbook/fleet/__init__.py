"""Many tenants: a durable queue, workers that take tenants from it, and commands that wait for them.

`order` says what a batch is, `conductor` which tenants come next, `worker` runs one, `shared` is what processes
have in common, `queue` and `workflows` (the only modules that know DBOS) keep it all, `queue_file` sees to the file of
a queue on one machine, and `watch` follows a batch.
"""
