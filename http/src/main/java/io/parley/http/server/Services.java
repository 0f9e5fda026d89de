package io.parley.http.server;

import io.parley.http.trace.Tracing;

/// The running parts of a node, which its two ports serve.
///
/// @param tracing of what all of them do
record Services(
    Storage storage,
    ClusterMember member,
    Brains brains,
    Money money,
    Conversations conversations,
    Tracing tracing) {}
