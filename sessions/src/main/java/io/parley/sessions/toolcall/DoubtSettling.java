package io.parley.sessions.toolcall;

import io.parley.core.fault.WorkFailed;
import io.parley.core.session.SessionCommand;
import io.parley.core.tool.Finding;
import io.parley.core.tool.Json;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.Tools;
import io.parley.sessions.SessionSettings.ToolCallSettings;
import io.parley.sessions.breaker.NodeBreakers;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/// Asks the dependency of a call in doubt what became of it, or has it undo the call where that is
/// its tool's policy, with growing pauses while it does not answer. When it cannot tell, or stays
/// silent, the doubt stays: it is asked again when the session wakes, and a person can decide.
public final class DoubtSettling {

  public sealed interface Message {}

  private record Found(Finding finding) implements Message {}

  private record Failed(Throwable failure) implements Message {}

  private record Again() implements Message {}

  private static final String DEPENDENCY = "none";

  private final ToolCallExecution.Task task;
  private final Tools tools;
  private final NodeBreakers breakers;
  private final ToolCallSettings settings;
  private final ActorRef<SessionCommand> session;
  private final Clock clock;

  private DoubtSettling(
      ToolCallExecution.Task task,
      Tools tools,
      NodeBreakers breakers,
      ToolCallSettings settings,
      ActorRef<SessionCommand> session,
      Clock clock) {
    this.task = task;
    this.tools = tools;
    this.breakers = breakers;
    this.settings = settings;
    this.session = session;
    this.clock = clock;
  }

  /// @param task the call, under the key that it was made with
  public static Behavior<Message> create(
      ToolCallExecution.Task task,
      Tools tools,
      NodeBreakers breakers,
      ToolCallSettings settings,
      ActorRef<SessionCommand> session,
      Clock clock) {
    var settling = new DoubtSettling(task, tools, breakers, settings, session, clock);
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> {
                  settling.ask(context);
                  return settling.asking(timers, 1);
                }));
  }

  private Behavior<Message> asking(TimerScheduler<Message> timers, int attempt) {
    return Behaviors.receive(
        (context, message) ->
            switch (message) {
              case Found(var finding) -> found(finding);
              case Failed(var failure) -> {
                context
                    .getLog()
                    .info(
                        "question {} about a doubt of {} failed: {}",
                        attempt,
                        task.call().tool(),
                        failure.getClass().getSimpleName());
                if (attempt >= settings.attempts()) yield Behaviors.stopped();
                timers.startSingleTimer(
                    new Again(), settings.backoff().after(attempt, ThreadLocalRandom.current()));
                yield Behaviors.same();
              }
              case Again() -> {
                ask(context);
                yield asking(timers, attempt + 1);
              }
            });
  }

  private void ask(ActorContext<Message> context) {
    context.pipeToSelf(
        breakers.call(
            task.terms().dependency().orElse(DEPENDENCY), () -> WorkFailed.contain(this::answer)),
        (finding, failure) -> failure == null ? new Found(finding) : new Failed(failure));
  }

  private CompletionStage<Finding> answer() {
    return task.terms().policy() == ToolPolicy.COMPENSATE
        ? tools.compensate(task.call(), task.context())
        : tools.lookUp(task.call(), task.context());
  }

  private Behavior<Message> found(Finding finding) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    finding
        .resolution()
        .ifPresent(
            how ->
                session.tell(
                    new SessionCommand.ResolveToolCall(
                        task.call().id(), how, finding.result().map(this::bounded), now)));
    return Behaviors.stopped();
  }

  private Json bounded(Json result) {
    int max = settings.resultCharactersMax();
    return result.text().length() <= max
        ? result
        : LongResult.shortened(task.call().id(), result, max, false);
  }
}
