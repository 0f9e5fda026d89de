package io.parley.http.session;

import io.parley.http.token.Tokens;
import java.time.Clock;

/// What all of the session protocol leans on.
///
/// @param clock gives the time of every command, and decides whether tokens have run out
public record Edge(
    EdgeSettings settings,
    SessionDoor door,
    Tokens tokens,
    OpenReaders readers,
    EdgeMetrics metrics,
    Clock clock) {}
