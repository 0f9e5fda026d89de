package io.parley.voice.call;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.Problem;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.SessionUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

/// A session whose model answers at once, by a rule, or not at all.
final class FakeSession implements Conversation {
  /// All but [#measured].
  final List<SessionCommand> asked = new CopyOnWriteArrayList<>();

  final List<SessionCommand.MeasureCall> measured = new CopyOnWriteArrayList<>();
  final List<CallShown> shown = new CopyOnWriteArrayList<>();
  final AtomicInteger unavailable = new AtomicInteger();

  /// The replies to the customer's words; empty leaves the turn open.
  volatile Function<String, Optional<String>> answers = _ -> Optional.empty();

  /// Whether a colleague answers in place of the model.
  volatile boolean takenOver;

  /// Whether it takes no command.
  volatile boolean ended;

  /// Whether its organisation is stopped.
  volatile boolean stopped;

  /// Whether a content filter withholds every answer.
  volatile boolean withholds;

  private final AtomicLong seq = new AtomicLong();
  private final BoundedSourceQueue<Heard> queue;
  private final Source<Heard, NotUsed> source;
  private final AtomicInteger turn = new AtomicInteger();

  FakeSession(Materializer materializer) {
    var made = Source.<Heard>queue(1_000).preMaterialize(materializer);
    queue = made.first();
    source = made.second();
  }

  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    if (unavailable.getAndUpdate(n -> Math.max(0, n - 1)) > 0)
      return CompletableFuture.failedStage(new SessionUnavailable("no answer in time", null));
    if (command instanceof SessionCommand.MeasureCall figures) measured.add(figures);
    else asked.add(command);
    if (ended)
      return CompletableFuture.completedStage(
          new Answer.Refused(new Rejection(Rejection.Reason.ENDED, "it has ended")));
    switch (command) {
      case SessionCommand.Say say when say.to().isPresent() -> event(toColleague(say));
      case SessionCommand.Say say when takenOver -> event(toColleague(say.to(Party.HUMAN)));
      case SessionCommand.Say say -> say(say.id(), say.text(), say.channel());
      case SessionCommand.Interrupt stop -> {
        if (stop.turn() == turn.get())
          event(
              new TurnInterrupted(
                  Optional.of(stop.id()), stop.turn(), stop.played().orElse(""), stop.by(), now()));
      }
      default -> {}
    }
    return CompletableFuture.completedStage(new Answer.Stored(seq.get()));
  }

  private static Said toColleague(SessionCommand.Say say) {
    return new Said(
        say.id(),
        say.by(),
        say.text(),
        say.channel(),
        say.modality(),
        say.confidence(),
        say.to(),
        say.at());
  }

  /// The customer says something, wherever.
  void say(String id, String text, Channel channel) {
    long said = event(new Said(id, Party.CUSTOMER, text, channel, now()));
    event(new TurnStarted(turn.incrementAndGet(), List.of(said), now()));
    if (withholds) withhold();
    else answers.apply(text).ifPresent(this::complete);
  }

  void delta(int attempt, int from, String text) {
    queue.offer(new Heard.Delta(turn.get(), attempt, from, text));
  }

  void delta(int attempt, int from, String text, List<SpokenMark> marks) {
    queue.offer(new Heard.Delta(turn.get(), attempt, from, text, marks));
  }

  void complete(String text) {
    complete(turn.get(), text);
  }

  void complete(int turn, String text) {
    event(
        new ReplyCompleted(
            turn, text, List.of(), 1, 1, Usage.unpriced("scripted", 1, 1), false, now()));
  }

  private void withhold() {
    event(new TurnFailed(turn.get(), new Problem(Problem.CONTENT_FILTERED, "", ""), now()));
  }

  long event(SessionEvent event) {
    long number = seq.incrementAndGet();
    queue.offer(new Heard.Event(new RecordedEvent(number, event)));
    return number;
  }

  <T extends SessionCommand> List<T> asked(Class<T> type) {
    return asked.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public Source<Heard, NotUsed> listen(long after) {
    return source;
  }

  @Override
  public void show(CallShown call) {
    shown.add(call);
  }

  @Override
  public void prepare(String id, String words) {
    // this model needs no time
  }

  @Override
  public void unprepare(String id) {
    // nor is anything to be thrown away
  }

  @Override
  public boolean isServed() {
    return !stopped;
  }

  private static Instant now() {
    return Instant.now();
  }
}
