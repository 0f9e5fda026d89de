package io.parley.sessions.entity;

import io.parley.sessions.breaker.NodeBreakers;
import io.parley.sessions.limit.NodeVisitors;

/// Shared by all sessions of a node: the breakers of tools, and the counts of visitors.
public record NodeShared(NodeBreakers breakers, NodeVisitors visitors) {}
