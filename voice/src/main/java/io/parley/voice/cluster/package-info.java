/// Actors of calls that each node has once, and that know of each other. Start at
/// [io.parley.voice.cluster.Peers].
package io.parley.voice.cluster;
