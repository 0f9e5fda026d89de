/// What the nodes of a cluster settle over their common database, because they cannot ask each
/// other: who may form a cluster ([ClusterRecords]), and who survives a split ([PostgresLease]).
///
/// Both go by the database's clock alone, and each has a connection of its own: when sessions keep
/// the pool busy, a node must not look dead. Nothing here knows what an actor is but the lease,
/// which Pekko's split brain resolver asks for.
package io.parley.persistence.cluster;
