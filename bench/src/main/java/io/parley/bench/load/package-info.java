/// The ways in which a server is loaded. Each runs its sessions on virtual threads, one a session,
/// and leaves what it measured in a [io.parley.bench.measure.Tally]. Start at
/// [io.parley.bench.load.ClosedLoop]; [io.parley.bench.load.KillAndRestart] is the one that judges.
package io.parley.bench.load;
