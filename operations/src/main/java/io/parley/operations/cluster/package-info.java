/// Operators' view and control of the cluster: members, and where sessions live. Start at
/// [io.parley.operations.cluster.ClusterEndpoints]; [io.parley.operations.cluster.ClusterControls]
/// is their interface to a cluster, implemented with Pekko by
/// [io.parley.operations.cluster.PekkoCluster].
package io.parley.operations.cluster;
