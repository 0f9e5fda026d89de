package io.parley.http.server;

import io.parley.http.trace.Tracing;

/// The running parts of a node, served on its two ports.
///
/// @param tracing of all parts
record Services(
    Storage storage,
    ClusterMember member,
    Brains brains,
    Money money,
    Conversations conversations,
    Tracing tracing) {}
