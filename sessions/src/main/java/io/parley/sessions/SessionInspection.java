package io.parley.sessions;

import io.parley.sessions.wire.Wire;
import java.util.Optional;

/// What a session that is awake says of itself beyond its [SessionView]: counts, for operators,
/// never words.
///
/// @param view empty when there is no such session
/// @param attempt at the reply under way; 0 when there is none
/// @param waiting messages that the next turn answers
/// @param running tool calls under way; @param awaiting those that wait for a human; @param inDoubt
///   those of which nobody knows whether they happened
/// @param readers that hear it; @param errands child actors at work
public record SessionInspection(
    Optional<SessionView> view,
    int epoch,
    int attempt,
    int waiting,
    int running,
    int awaiting,
    int inDoubt,
    int readers,
    int errands)
    implements Wire {}
