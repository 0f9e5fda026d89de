/// Snapshots of a session's state: fast, small and disposable. A snapshot that does not fit the
/// state of this program is refused, and the events rebuild it; hence `snapshot-is-optional =
/// true`.
///
/// [io.parley.persistence.snapshot.KryoSnapshots] is the serializer that Pekko is told of. A state
/// with 100 turns and as many remembered ids takes 24 KB, and 0.1 ms to write or read once warm (2
/// shared cores).
package io.parley.persistence.snapshot;
