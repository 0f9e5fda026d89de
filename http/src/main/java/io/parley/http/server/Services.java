package io.parley.http.server;

import io.parley.http.trace.Tracing;

/// What the two ports of a node serve, running.
///
/// @param tracing of what all of them do
record Services(
    Storage storage,
    ClusterMember member,
    Brains brains,
    Money money,
    Conversations conversations,
    Tracing tracing) {}
