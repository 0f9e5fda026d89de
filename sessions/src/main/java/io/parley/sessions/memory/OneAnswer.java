package io.parley.sessions.memory;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.text.WholeSentences;
import io.parley.sessions.reply.Spending;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Asks a model once, for something that is not shown to anybody, and hands on the whole answer.
public final class OneAnswer {
  private static final int CHARACTERS_MAX = 16_000;

  public sealed interface Message {}

  private record Ready(Question question) implements Message {}

  private record NotReady(Throwable failure) implements Message {}

  private record Text(String chunk) implements Message {}

  private record Restarted() implements Message {}

  private record Done(Completion completion) implements Message {}

  private record Failed(ModelFailure failure) implements Message {}

  private record DeadlinePassed() implements Message {}

  /// @param then receives the result
  record Question(Prompt prompt, Consumer<Outcome> then) {}

  sealed interface Outcome {}

  record Answered(String text, Usage usage) implements Outcome {}

  record NoAnswer(Category why) implements Outcome {}

  private OneAnswer() {}

  /// The question must be ready and answered within the deadline. Usage without an answer is
  /// reported to the session here, other usage by the receiver of the answer.
  static Behavior<Message> to(CompletionStage<Question> question, NoteTask task) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> {
                  timers.startSingleTimer(new DeadlinePassed(), task.deadline());
                  context.pipeToSelf(
                      question,
                      (ready, failure) ->
                          failure == null ? new Ready(ready) : new NotReady(failure));
                  return waiting(context, task);
                }));
  }

  private static Behavior<Message> waiting(ActorContext<Message> context, NoteTask task) {
    return Behaviors.receive(Message.class)
        .onMessage(
            Ready.class,
            ready -> {
              var spending = new Spending(task::spent);
              var call =
                  task.model()
                      .start(ready.question().prompt(), new Relay(context.getSelf(), spending));
              return asking(ready.question().then(), call, spending, task);
            })
        .onMessage(
            NotReady.class, not -> unasked(context, not.failure().getClass().getSimpleName()))
        .onMessage(DeadlinePassed.class, _ -> unasked(context, "it took too long"))
        .build();
  }

  private static Behavior<Message> unasked(ActorContext<Message> context, String why) {
    context.getLog().warn("the model was not asked: {}", why);
    return Behaviors.stopped();
  }

  private static Behavior<Message> asking(
      Consumer<Outcome> then, Cancellable call, Spending spending, NoteTask task) {
    var text = new StringBuilder();
    return Behaviors.receiveMessage(
        message ->
            switch (message) {
              case Text(var chunk) -> {
                if (text.length() < CHARACTERS_MAX) text.append(chunk);
                yield Behaviors.same();
              }
              case Restarted() -> {
                text.setLength(0);
                yield Behaviors.same();
              }
              case Done(var completion) ->
                  over(
                      then,
                      new Answered(
                          completion.cutOff()
                              ? WholeSentences.of(text.toString())
                              : text.toString(),
                          spending.tell().orElse(completion.usage())));
              case Failed(var failure) -> {
                spending.tell().ifPresent(task::spent);
                yield over(then, new NoAnswer(failure.category()));
              }
              case DeadlinePassed() -> {
                call.cancel();
                spending.tell().ifPresent(task::spent);
                yield over(then, new NoAnswer(Category.TIMEOUT));
              }
              case Ready _, NotReady _ -> Behaviors.unhandled();
            });
  }

  private static Behavior<Message> over(Consumer<Outcome> then, Outcome outcome) {
    then.accept(outcome);
    return Behaviors.stopped();
  }

  private record Relay(ActorRef<Message> to, Spending spending) implements ReplyListener {
    @Override
    public void text(String chunk) {
      to.tell(new Text(chunk));
    }

    @Override
    public void restarted() {
      to.tell(new Restarted());
    }

    @Override
    public void used(Usage usage) {
      spending.add(usage);
    }

    @Override
    public void completed(Completion completion) {
      spending.add(completion.usage());
      to.tell(new Done(completion));
    }

    @Override
    public void failed(ModelFailure failure) {
      to.tell(new Failed(failure));
    }
  }
}
