package io.parley.voice.relay;

import io.parley.core.agent.KeyMenu;
import io.parley.core.session.SessionCommand;
import io.parley.core.turn.Line;
import io.parley.sessions.Answer;
import io.parley.voice.flow.Timer;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// The parts that a [RelayTalk] needs.
///
/// @param ask sends the session a command of the caller
/// @param lines of a language, given as a BCP 47 tag
/// @param menu of keys that the greeting ended with
/// @param handOver to a target that the menu names, by [RelayTalk#handOver]; false when the caller
///   is still here
// two more than STYLE allows: a talk has no actor that would hold them
public record RelayParts(
    String call,
    String language,
    Function<SessionCommand, CompletionStage<Answer>> ask,
    Function<String, Map<Line, String>> lines,
    RelayRules rules,
    Optional<KeyMenu> menu,
    Function<String, CompletionStage<Boolean>> handOver,
    Timer timer,
    InstantSource clock) {}
