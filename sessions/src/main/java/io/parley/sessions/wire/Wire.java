package io.parley.sessions.wire;

/// Marks a message that may cross nodes.
public interface Wire {}
