/// Snapshots of a session's state: fast, small and disposable. A snapshot that does not fit the
/// state of this program is refused, and the events rebuild it; hence `snapshot-is-optional =
/// true`.
///
/// [io.parley.persistence.snapshot.KryoSnapshots] is the serializer that Pekko is told of. Measured
/// by its test on 2 shared cores, for a state of 100 turns, 256 remembered ids and a summary: about
/// 36 KB, 0.2 ms to write, 0.3 ms to read.
package io.parley.persistence.snapshot;
