/// The sessions of a whole cluster, as one node reaches them: start at
/// [io.parley.sessions.cluster.Sessions]. What crosses nodes is named by
/// [io.parley.sessions.cluster.WireModule].
package io.parley.sessions.cluster;
