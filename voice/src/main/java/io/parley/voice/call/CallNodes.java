package io.parley.voice.call;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/// The gates of calls of all nodes, which are asked for what one of them has.
final class CallNodes {
  private final ActorSystem<?> system;
  private final ActorRef<CallGate.Message> own;
  private volatile Set<ActorRef<CallGate.Message>> gates = Set.of();

  /// Starts this node's gate.
  ///
  /// @param count of its calls, kept up to date
  CallNodes(ActorSystem<?> system, AtomicInteger count) {
    this.system = system;
    this.own =
        system.systemActorOf(
            CallGate.create(count, all -> this.gates = all), "calls", Props.empty());
  }

  /// This node's gate.
  ActorRef<CallGate.Message> own() {
    return own;
  }

  Stream<ActorRef<CallGate.Message>> all() {
    return Stream.concat(Stream.of(own), gates.stream()).distinct();
  }

  /// Asks nodes for something that one of them has. A node that does not answer takes its calls
  /// with it.
  ///
  /// @param has what a node answers; empty when it has no such thing
  /// @return empty when no answering node has it
  <T, R> CompletionStage<Optional<R>> first(
      Stream<ActorRef<CallGate.Message>> nodes,
      Function<ActorRef<T>, CallGate.Message> question,
      Function<T, Optional<R>> has,
      Duration patience) {
    return asked(nodes, question, has, Optional.empty(), patience);
  }

  /// Asks each node once for something that is done on the node of a call.
  ///
  /// @param has what a node answers; empty when it has no such call
  /// @param none when all nodes answered so
  /// @return empty when an answer is missing: it may have happened
  <T, R> CompletionStage<Optional<R>> once(
      Function<ActorRef<T>, CallGate.Message> question,
      Function<T, Optional<R>> has,
      R none,
      Duration patience) {
    return asked(all(), question, has, Optional.of(none), patience);
  }

  /// @param none when all nodes answered that they do not have it
  /// @return the first node's that has it; empty when none has, and an answer is missing
  private <T, R> CompletionStage<Optional<R>> asked(
      Stream<ActorRef<CallGate.Message>> nodes,
      Function<ActorRef<T>, CallGate.Message> question,
      Function<T, Optional<R>> has,
      Optional<R> none,
      Duration patience) {
    var found = new CompletableFuture<Optional<R>>();
    var answers =
        nodes
            .map(
                node ->
                    AskPattern.<CallGate.Message, T>ask(
                            node, question::apply, patience, system.scheduler())
                        .thenAccept(
                            answer ->
                                has.apply(answer).ifPresent(it -> found.complete(Optional.of(it))))
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    var _ =
        CompletableFuture.allOf(answers)
            .whenComplete(
                (_, failure) -> found.complete(failure == null ? none : Optional.empty()));
    return found;
  }
}
