/// How a node becomes a member of the cluster and stays one. Start at
/// [io.parley.server.cluster.Membership]: it looks into the common database for members to join,
/// forms a cluster when none is left, and from then on records a heartbeat every few seconds.
/// Independent of the rest of the program.
package io.parley.server.cluster;
