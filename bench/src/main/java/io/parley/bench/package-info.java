/// The load driver: sessions over WebSocket against the built Parley, or against the yardstick
/// beside it, with their costs and latencies. Start at [io.parley.bench.Bench]; `bench/run` builds
/// and runs it, `docs/PERFORMANCE.md` has the results.
///
/// Only part of the build in the Maven profile `bench`. It knows the servers by their protocol; of
/// the program's classes it uses the embedded PostgreSQL, so that the yardstick runs on the same
/// database.
package io.parley.bench;
