/// The sessions of a whole cluster, as one node reaches them: start at
/// [io.parley.sessions.cluster.Sessions]. [io.parley.sessions.cluster.WireModule] names what
/// crosses nodes.
package io.parley.sessions.cluster;
