/// The load driver: sessions over WebSocket against Parley as it was built, or against the
/// yardstick beside it, and what it cost and how long it took. Start at [io.parley.bench.Bench];
/// `bench/run` builds what is needed and runs it, `docs/PERFORMANCE.md` says what came of it.
///
/// Part of the tree in the Maven profile `bench` alone. It knows the servers by their protocol; of
/// the program's classes it uses the embedded PostgreSQL, so that the yardstick stands on the same.
package io.parley.bench;
