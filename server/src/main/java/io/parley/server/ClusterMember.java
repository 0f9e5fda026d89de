package io.parley.server;

import io.parley.server.cluster.Membership;
import org.apache.pekko.actor.typed.ActorSystem;

/// This node as a member of the cluster.
///
/// @param system of its actors
record ClusterMember(ActorSystem<?> system, Membership membership) {}
