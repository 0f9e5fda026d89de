/// What was measured, and whether anything was lost: latencies counted from when something was due,
/// errors by kind, processor time from `/proc`, and the judge of what a session's readers saw.
/// Start at [io.parley.bench.measure.Tally] and [io.parley.bench.measure.Witness].
package io.parley.bench.measure;
