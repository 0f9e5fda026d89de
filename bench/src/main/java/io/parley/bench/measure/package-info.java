/// Measurements and checks for losses: latencies from due times, errors by kind, processor time
/// from `/proc`, and the comparison of received with stored events. Start at
/// [io.parley.bench.measure.Tally] and [io.parley.bench.measure.Witness].
package io.parley.bench.measure;
