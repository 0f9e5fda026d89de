package io.parley.voice.desk;

import io.parley.core.fault.Stages;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.phone.LastQuestion;
import io.parley.core.phone.PhoneTrace;
import io.parley.core.phone.PhoneTraces;
import io.parley.core.phone.Resumption;
import io.parley.core.tenant.SessionKey;
import io.parley.core.turn.Line;
import io.parley.sessions.SessionView;
import io.parley.voice.call.Conversation;
import io.parley.voice.flow.Rounds;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves a trace of each telephone call, and finds the calls that were lost by it.
public final class TracedCalls implements LostCalls {
  private static final Logger LOG = LoggerFactory.getLogger(TracedCalls.class);

  /// A call that goes on leaves its own trace sooner.
  private static final Duration CLAIMED = Duration.ofSeconds(10);

  private static final Duration SWEEP_EVERY = Duration.ofMinutes(5);
  private static final int SWEEP_MAX = 1_000;
  private static final String TOPIC = "{topic}";

  /// More events are rarely between a question and the end of a call.
  private static final int EVENTS_MAX = 200;

  private final Resumption rule;
  private final Parts parts;

  /// @param seal makes a keyed hash of a number, the same on all nodes
  /// @param lives whether the call with this id in this session is known to live, on any node
  /// @param lines what is said in a language
  public record Parts(
      PhoneTraces traces,
      Journal journal,
      UnaryOperator<String> seal,
      BiFunction<String, SessionKey, CompletionStage<Boolean>> lives,
      Function<String, Map<Line, String>> lines,
      InstantSource clock) {}

  public TracedCalls(Resumption rule, Parts parts) {
    this.rule = rule;
    this.parts = parts;
  }

  /// Deletes traces that are of no more use, every few minutes on each node.
  public Rounds sweeping(Timer timer) {
    return Rounds.start(
        timer,
        SWEEP_EVERY,
        () -> sweep(SWEEP_MAX),
        failure -> LOG.warn("traces of calls are not deleted just now", failure));
  }

  /// @return how many were deleted
  CompletionStage<Integer> sweep(int max) {
    return parts.traces().sweep(rule.uselessBefore(parts.clock().instant()), max);
  }

  @Override
  public CompletionStage<Optional<SessionKey>> find(PhoneCall call) {
    if (!isTraced(call)) return CompletableFuture.completedStage(Optional.empty());
    return CompletableFuture.completedStage(call)
        .thenCompose(_ -> parts.traces().last(call.tenant(), sealed(call), call.number()))
        .thenCompose(
            last ->
                last.isPresent()
                    ? claimed(last.get())
                    : CompletableFuture.completedStage(Optional.<SessionKey>empty()))
        .exceptionally(
            failure -> {
              LOG.warn("whether a call was lost is not known", Stages.cause(failure));
              return Optional.empty();
            });
  }

  private boolean isTraced(PhoneCall call) {
    return !rule.isOff() && Resumption.isCaller(call.digits());
  }

  private String sealed(PhoneCall call) {
    return parts.seal().apply(call.tenant().value() + " " + call.digits());
  }

  private CompletionStage<Optional<SessionKey>> claimed(PhoneTrace last) {
    return isLost(last)
        .thenCompose(
            isLost ->
                isLost
                    ? parts
                        .traces()
                        .claim(
                            last.session().tenant(), last.call(), parts.clock().instant(), CLAIMED)
                    : CompletableFuture.completedStage(false))
        .thenApply(mayGoOn -> mayGoOn ? Optional.of(last.session()) : Optional.empty());
  }

  private CompletionStage<Boolean> isLost(PhoneTrace last) {
    return switch (rule.judge(last, parts.clock().instant())) {
      case NO -> CompletableFuture.completedStage(false);
      case YES -> CompletableFuture.completedStage(true);
      case UNLESS_ALIVE ->
          parts.lives().apply(last.call(), last.session()).thenApply(lives -> !lives);
    };
  }

  @Override
  public CompletionStage<String> opening(SessionView session, String language) {
    var lines = parts.lines().apply(language);
    return parts
        .journal()
        .read(session.key(), Math.max(0, session.seq() - EVENTS_MAX), EVENTS_MAX)
        .thenApply(events -> LastQuestion.of(events.stream().map(RecordedEvent::event).toList()))
        .exceptionally(
            failure -> {
              LOG.warn("what a caller asked is not known", Stages.cause(failure));
              return Optional.empty();
            })
        .thenApply(topic -> sentences(lines, topic));
  }

  private static String sentences(Map<Line, String> lines, Optional<String> topic) {
    var asked = lines.get(Line.ASKED_ABOUT);
    return topic.isEmpty() || asked.isBlank()
        ? lines.get(Line.CUT_OFF)
        : lines.get(Line.CUT_OFF) + " " + asked.replace(TOPIC, topic.get());
  }

  @Override
  public Conversation followed(PhoneCall call, SessionKey session, Conversation conversation) {
    if (!isTraced(call)) return conversation;
    var trace = new TracedCall(parts.traces(), session, sealed(call), call.number(), parts.clock());
    return new FollowedConversation(conversation, trace::shown);
  }
}
