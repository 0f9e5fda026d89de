package io.parley.sessions.memory;

import io.parley.core.memory.TurnRange;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.Purpose;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.memory.OneAnswer.Answered;
import io.parley.sessions.memory.OneAnswer.NoAnswer;
import io.parley.sessions.memory.OneAnswer.Outcome;
import io.parley.sessions.memory.OneAnswer.Question;
import io.parley.sessions.reply.PromptLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a model for the summary of some turns, once. After a failure nothing is lost: the next turn
/// asks again, and until then the prompt contains as many turns as fit.
public final class Summarising {
  private static final Logger LOG = LoggerFactory.getLogger(Summarising.class);

  /// A summary longer than this would itself push the conversation out of the prompt, in UTF-16
  /// units.
  static final int CHARACTERS_MAX = 4_000;

  private Summarising() {}

  public static Behavior<OneAnswer.Message> create(TurnRange turns, NoteTask task) {
    var question = new Question(prompt(turns, task), outcome -> record(outcome, turns, task));
    return OneAnswer.to(CompletableFuture.completedStage(question), task);
  }

  private static void record(Outcome outcome, TurnRange turns, NoteTask task) {
    switch (outcome) {
      case Answered(var text, var usage) -> {
        if (text.isBlank()) task.spent(usage);
        else
          task.to()
              .tell(
                  new SessionCommand.WriteSummary(
                      turns.from(),
                      turns.to(),
                      PromptLines.cut(text, CHARACTERS_MAX),
                      usage,
                      task.now()));
      }
      case NoAnswer(var why) -> LOG.warn("no summary: the model is {}", why);
    }
  }

  private static Prompt prompt(TurnRange turns, NoteTask task) {
    var agent = task.agent();
    var messages = new ArrayList<PromptMessage>();
    task.history()
        .summary()
        .ifPresent(before -> messages.add(new PromptMessage.Earlier(before.text())));
    task.history().lines().stream()
        .filter(line -> line.turn() <= turns.to())
        .forEach(line -> messages.add(PromptLines.message(line)));
    return new Prompt(
        Purpose.SUMMARY,
        new Origin(task.key(), agent.ref()),
        agent.summaryPrompt().render(Map.of("company", agent.company())),
        messages,
        List.of(),
        agent.limits().outputTokens());
  }
}
