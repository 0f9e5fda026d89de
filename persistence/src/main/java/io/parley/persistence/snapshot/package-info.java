/// Snapshots of a session's state: fast, small and disposable. A snapshot that does not fit the
/// state of this program is refused, and the events rebuild it; hence `snapshot-is-optional =
/// true`.
///
/// [io.parley.persistence.snapshot.TenantSnapshotDao] stores them as their session's tenant.
/// [io.parley.persistence.snapshot.KryoSnapshots] is the serializer configured in Pekko. Its test
/// measures its cost: 100 turns, half of them summarised, are 16 KB and well under a millisecond.
package io.parley.persistence.snapshot;
