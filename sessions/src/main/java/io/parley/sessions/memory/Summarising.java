package io.parley.sessions.memory;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.memory.History;
import io.parley.core.memory.TurnRange;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.reply.PromptLines;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Asks a model for the summary of some turns, once. When the model fails nothing is lost: the next
/// turn asks again, and until then the prompt holds what fits.
public final class Summarising {

  /// A summary longer than this would itself crowd out the conversation, in UTF-16 units.
  static final int CHARACTERS_MAX = 4_000;

  public sealed interface Message {}

  private record Text(String chunk) implements Message {}

  private record Done(Completion completion) implements Message {}

  private record Failed(ModelFailure failure) implements Message {}

  private record DeadlinePassed() implements Message {}

  private Summarising() {}

  public static Behavior<Message> create(
      TurnRange turns,
      History history,
      AgentDefinition agent,
      LanguageModel model,
      Duration deadline,
      ActorRef<SessionCommand> session,
      Clock clock) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> {
                  timers.startSingleTimer(new DeadlinePassed(), deadline);
                  var self = context.getSelf();
                  var call = model.start(prompt(turns, history, agent), new Relay(self));
                  return running(new StringBuilder(), turns, session, clock, call::cancel);
                }));
  }

  private static Behavior<Message> running(
      StringBuilder text,
      TurnRange turns,
      ActorRef<SessionCommand> session,
      Clock clock,
      Runnable cancel) {
    return Behaviors.receive(
        (context, message) ->
            switch (message) {
              case Text(var chunk) -> {
                append(text, chunk);
                yield Behaviors.same();
              }
              case Done(var completion) -> {
                if (!text.toString().isBlank())
                  session.tell(
                      new SessionCommand.WriteSummary(
                          turns.from(),
                          turns.to(),
                          PromptLines.cut(text.toString(), CHARACTERS_MAX),
                          completion.usage(),
                          clock.instant().truncatedTo(ChronoUnit.MILLIS)));
                yield Behaviors.stopped();
              }
              case Failed(var failure) -> {
                context.getLog().warn("no summary: the model is {}", failure.category());
                yield Behaviors.stopped();
              }
              case DeadlinePassed() -> {
                cancel.run();
                context.getLog().warn("no summary: the model took too long");
                yield Behaviors.stopped();
              }
            });
  }

  private static void append(StringBuilder text, String chunk) {
    if (text.length() < CHARACTERS_MAX) text.append(chunk);
  }

  private static Prompt prompt(TurnRange turns, History history, AgentDefinition agent) {
    var messages = new ArrayList<PromptMessage>();
    history.summary().ifPresent(before -> messages.add(new PromptMessage.Earlier(before.text())));
    history.lines().stream()
        .filter(line -> line.turn() <= turns.to())
        .forEach(line -> messages.add(PromptLines.message(line)));
    var system = agent.summaryPrompt().render(Map.of("company", agent.company()));
    return new Prompt(Purpose.SUMMARY, system, messages, List.of(), agent.limits().outputTokens());
  }

  private record Relay(ActorRef<Message> to) implements ReplyListener {
    @Override
    public void text(String chunk) {
      to.tell(new Text(chunk));
    }

    @Override
    public void completed(Completion completion) {
      to.tell(new Done(completion));
    }

    @Override
    public void failed(ModelFailure failure) {
      to.tell(new Failed(failure));
    }
  }
}
