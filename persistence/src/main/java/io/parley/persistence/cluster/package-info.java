/// Decisions that the nodes of a cluster make through their common database, because they cannot
/// ask each other: which node may form a cluster ([ClusterRecords]), and which side survives a
/// split ([PostgresLease]).
///
/// Both use only the database's clock, and each has a connection of its own: when sessions keep the
/// pool busy, a node must not look dead. Only the lease, which Pekko's split brain resolver uses,
/// knows actors.
package io.parley.persistence.cluster;
