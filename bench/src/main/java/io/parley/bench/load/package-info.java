/// The kinds of load. Each runs its sessions on virtual threads, one for each, and records its
/// measurements in a [io.parley.bench.measure.Tally]. Start at [io.parley.bench.load.ClosedLoop];
/// [io.parley.bench.load.KillAndRestart] also checks the results.
package io.parley.bench.load;
