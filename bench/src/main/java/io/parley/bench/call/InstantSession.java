package io.parley.bench.call;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.voice.call.Conversation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

/// A session that answers every message at once.
final class InstantSession implements Conversation {
  private static final String ANSWER = "It is on its way and will arrive on Monday.";

  private final AtomicLong saidAt;
  private final AtomicLong seq = new AtomicLong();
  private final AtomicInteger turn = new AtomicInteger();
  private final BoundedSourceQueue<Heard> queue;
  private final Source<Heard, NotUsed> heard;

  InstantSession(AtomicLong saidAt, Materializer materializer) {
    this.saidAt = saidAt;
    var made = Source.<Heard>queue(1_000).preMaterialize(materializer);
    this.queue = made.first();
    this.heard = made.second();
  }

  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    if (command instanceof SessionCommand.Say say) {
      saidAt.set(System.nanoTime());
      var at = say.at();
      long said = event(new Said(say.id(), say.by(), say.text(), say.channel(), at));
      int number = turn.incrementAndGet();
      event(new TurnStarted(number, List.of(said), at));
      var usage = Usage.unpriced("instant", 1, 1);
      event(new ReplyCompleted(number, ANSWER, List.of(), 0, 0, usage, false, at));
    }
    return CompletableFuture.completedStage(new Answer.Stored(seq.get()));
  }

  private long event(SessionEvent event) {
    long number = seq.incrementAndGet();
    queue.offer(new Heard.Event(new RecordedEvent(number, event)));
    return number;
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
  public void prepare(String id, String words) {
    // it takes no time
  }

  @Override
  public void unprepare(String id) {
    // nothing to cancel
  }
}
