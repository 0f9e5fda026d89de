package io.parley.sessions.entity;

import io.parley.sessions.breaker.NodeBreakers;
import io.parley.sessions.limit.NodeVisitors;

/// What all sessions of a node share: the breakers of tools, and the counts of visitors.
public record NodeShared(NodeBreakers breakers, NodeVisitors visitors) {}
