/// The cluster, as operators see and change it: members, and where sessions live. Start at
/// [io.parley.http.ops.cluster.ClusterEndpoints]; [io.parley.http.ops.cluster.ClusterControls] is
/// what they need of a cluster, [io.parley.http.ops.cluster.PekkoCluster] has it from Pekko.
package io.parley.http.ops.cluster;
