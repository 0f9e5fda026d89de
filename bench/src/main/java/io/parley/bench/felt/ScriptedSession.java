package io.parley.bench.felt;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.CutReply;
import io.parley.core.session.SessionCommand.Interrupt;
import io.parley.core.session.SessionCommand.MeasureCall;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnInterrupted;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.voice.call.Conversation;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

/// A session that answers by a script, after the time that the offline agent takes; for prepared
/// words that time has begun when they were prepared. Thread safe.
final class ScriptedSession implements Conversation {
  /// As measured for the offline agent.
  private static final Duration THINKS = Duration.ofMillis(20);

  /// Words of the caller as they were understood.
  ///
  /// @param at when the session got it; @param textAt when the text of its reply was there, 0
  ///   before; by [CallTime#nanos]
  record Told(int turn, String words, double confidence, long at, long textAt) {}

  private final UnaryOperator<String> answers;
  private final CallTime time;
  private final Timer timer;
  private final BoundedSourceQueue<Heard> queue;
  private final Source<Heard, NotUsed> heard;

  // under this object's lock
  private final List<Told> told = new ArrayList<>();
  private final Map<String, Long> prepared = new HashMap<>();
  private final List<Long> stops = new ArrayList<>();
  private int interrupted;
  private long seq;

  /// @param answers the reply to words
  ScriptedSession(
      UnaryOperator<String> answers, CallTime time, Timer timer, Materializer materializer) {
    this.answers = answers;
    this.time = time;
    this.timer = timer;
    var made = Source.<Heard>queue(10_000).preMaterialize(materializer);
    this.queue = made.first();
    this.heard = made.second();
  }

  /// Everything since then.
  ///
  /// @param nanos by [CallTime#nanos]
  synchronized List<Told> told(long nanos) {
    return told.stream().filter(each -> each.at() >= nanos).toList();
  }

  /// How many replies were cut since then.
  synchronized long stops(long nanos) {
    return stops.stream().filter(at -> at >= nanos).count();
  }

  @Override
  public synchronized CompletionStage<Answer> ask(SessionCommand command) {
    switch (command) {
      case Say say -> said(say);
      case Interrupt stop -> {
        stops.add(time.nanos());
        interrupted = stop.turn();
        event(
            new TurnInterrupted(
                Optional.of(stop.id()), stop.turn(), stop.played().orElse(""), stop.by(), now()));
      }
      case CutReply _ -> stops.add(time.nanos());
      case MeasureCall _ -> {
        // the bench measures by itself
      }
      case SessionCommand other ->
          throw new IllegalStateException("a call without tools sends " + other.getClass());
    }
    return CompletableFuture.completedStage(new Answer.Stored(seq));
  }

  private void said(Say say) {
    long now = time.nanos();
    int turn = told.size() + 1;
    told.add(new Told(turn, say.text(), say.confidence().orElse(1), now, 0));
    long said = event(new Said(say.id(), Party.CUSTOMER, say.text(), say.channel(), say.at()));
    event(new TurnStarted(turn, List.of(said), say.at()));
    long since = prepared.getOrDefault(say.id(), now);
    var left = THINKS.minusNanos(now - since);
    if (left.isPositive()) timer.after(left, () -> reply(turn));
    else reply(turn);
  }

  private synchronized void reply(int turn) {
    if (interrupted == turn) return;
    var asked = told.get(turn - 1);
    told.set(turn - 1, new Told(turn, asked.words(), asked.confidence(), asked.at(), time.nanos()));
    var usage = Usage.unpriced("scripted", 1, 1);
    event(
        new ReplyCompleted(
            turn, answers.apply(asked.words()), List.of(), 0, 0, usage, false, now()));
  }

  private long event(SessionEvent event) {
    queue.offer(new Heard.Event(new RecordedEvent(++seq, event)));
    return seq;
  }

  private Instant now() {
    return time.clock().instant();
  }

  @Override
  public Source<Heard, NotUsed> listen(long after) {
    return heard;
  }

  @Override
  public void show(CallShown shown) {
    // no reader
  }

  @Override
  public synchronized void prepare(String id, String words) {
    prepared.put(id, time.nanos());
  }

  @Override
  public synchronized void unprepare(String id) {
    prepared.remove(id);
  }
}
