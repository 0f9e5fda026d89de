/// Operators' view and control of the cluster: members, and where sessions live. Start at
/// [io.parley.http.ops.cluster.ClusterEndpoints]; [io.parley.http.ops.cluster.ClusterControls] is
/// their interface to a cluster, implemented with Pekko by
/// [io.parley.http.ops.cluster.PekkoCluster].
package io.parley.http.ops.cluster;
