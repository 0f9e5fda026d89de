package io.parley.sessions.reply;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.sessions.reply.ReplyGeneration.DeadlinePassed;
import io.parley.sessions.reply.ReplyGeneration.Done;
import io.parley.sessions.reply.ReplyGeneration.Failed;
import io.parley.sessions.reply.ReplyGeneration.Message;
import io.parley.sessions.reply.ReplyGeneration.Restarted;
import io.parley.sessions.reply.ReplyGeneration.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/// The calls of the model for one reply, one at a time. A superseded call may still send text, and
/// is recognised by its number.
final class ModelCalls {
  private final LanguageModel model;
  private final TimerScheduler<Message> timers;
  private final ActorRef<Message> reply;
  private final Duration deadline;
  private final Spending spending;
  private final Clock clock;
  private Instant until = Instant.MIN;
  private Cancellable running = () -> {};
  private int call;

  ModelCalls(
      LanguageModel model,
      TimerScheduler<Message> timers,
      ActorRef<Message> reply,
      Duration deadline,
      Spending spending,
      Clock clock) {
    this.model = model;
    this.timers = timers;
    this.reply = reply;
    this.deadline = deadline;
    this.spending = spending;
    this.clock = clock;
  }

  String name() {
    return model.name();
  }

  void start(Prompt prompt) {
    until = clock.instant().plus(deadline);
    start(prompt, deadline);
  }

  /// Whether there is time left to continue the same answer.
  boolean hasTime() {
    return clock.instant().isBefore(until);
  }

  /// Has the model continue its answer in the time that is left.
  void goOn(Prompt prompt) {
    start(prompt.goingOn(), Duration.between(clock.instant(), until));
  }

  private void start(Prompt prompt, Duration within) {
    call++;
    timers.startSingleTimer(new DeadlinePassed(call), within);
    running = model.start(prompt, new Relay(call, reply, spending));
  }

  boolean isCurrent(int number) {
    return number == call;
  }

  /// The call has ended.
  void ended() {
    timers.cancel(new DeadlinePassed(call));
  }

  /// Ignores everything that the call still sends.
  void abandon() {
    ended();
    running.cancel();
    call++;
  }

  /// Passes a call's output on to the reply.
  static final class Relay implements ReplyListener {
    private final int call;
    private final ActorRef<Message> to;
    private final Spending spending;
    // the newest text, if nothing else came after it
    private Optional<TextPiece> last = Optional.empty();

    Relay(int call, ActorRef<Message> to, Spending spending) {
      this.call = call;
      this.to = to;
      this.spending = spending;
    }

    @Override
    public void text(String chunk) {
      if (last.isPresent() && last.get().add(chunk)) return;
      var piece = new TextPiece(chunk);
      last = Optional.of(piece);
      to.tell(new Text(call, piece));
    }

    /// Later text belongs to another answer: it must not reach the reply with what is void.
    @Override
    public void restarted() {
      last = Optional.empty();
      to.tell(new Restarted(call));
    }

    @Override
    public void used(Usage usage) {
      spending.add(usage);
    }

    @Override
    public void completed(Completion completion) {
      spending.add(completion.usage());
      to.tell(new Done(call, completion));
    }

    @Override
    public void failed(ModelFailure failure) {
      to.tell(new Failed(call, failure));
    }
  }
}
