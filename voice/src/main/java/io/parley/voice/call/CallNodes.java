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
    var found = new CompletableFuture<Optional<R>>();
    var asked =
        nodes
            .map(
                node ->
                    AskPattern.<CallGate.Message, T>ask(
                            node, question::apply, patience, system.scheduler())
                        .handle(
                            (answer, failure) -> {
                              if (failure == null && has.apply(answer).isPresent())
                                found.complete(has.apply(answer));
                              return answer;
                            })
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    var nobody = CompletableFuture.allOf(asked).thenApply(_ -> Optional.<R>empty());
    return found.applyToEither(nobody, Function.identity());
  }

  /// Asks each node once for something that one of them has.
  ///
  /// @param has what a node answers; empty when it has no such thing; @param nobody has it
  /// @return empty when an answer is missing
  <T, R> CompletionStage<Optional<R>> certain(
      Function<ActorRef<T>, CallGate.Message> question,
      Function<T, Optional<R>> has,
      R nobody,
      Duration patience) {
    var found = new CompletableFuture<Optional<R>>();
    var asked =
        all()
            .map(
                node ->
                    AskPattern.<CallGate.Message, T>ask(
                            node, question::apply, patience, system.scheduler())
                        .thenAccept(
                            answer -> {
                              if (has.apply(answer).isPresent()) found.complete(has.apply(answer));
                            })
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    var _ =
        CompletableFuture.allOf(asked)
            .whenComplete(
                (_, failure) ->
                    found.complete(failure == null ? Optional.of(nobody) : Optional.empty()));
    return found;
  }
}
