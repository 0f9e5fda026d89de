package io.parley.sessions.memory;

import io.parley.core.memory.History;
import io.parley.core.memory.HistoryLine;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.Summary;
import io.parley.core.memory.note.MemoryNotes;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.memory.OneAnswer.Answered;
import io.parley.sessions.memory.OneAnswer.NoAnswer;
import io.parley.sessions.memory.OneAnswer.Outcome;
import io.parley.sessions.memory.OneAnswer.Question;
import io.parley.sessions.reply.PromptLines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Summarises an ended session: an episode, and the solution to the problem if there was one. The
/// archive waits for it, so there is always an episode: without a model it consists of the notes of
/// the conversation, or its first words.
public final class Reflecting {
  private static final Logger LOG = LoggerFactory.getLogger(Reflecting.class);
  private static final int FALLBACK_MAX = 400;

  private Reflecting() {}

  /// @param turn the session's last
  public static Behavior<OneAnswer.Message> create(int turn, NoteTask task) {
    var question =
        new Question(
            prompt(task),
            outcome ->
                task.to()
                    .tell(
                        new SessionCommand.WriteMemories(
                            turn, learned(outcome, task), task.now())));
    return OneAnswer.to(CompletableFuture.completedStage(question), task);
  }

  private static List<MemoryDraft> learned(Outcome outcome, NoteTask task) {
    return switch (outcome) {
      case Answered(var text, var usage) -> {
        task.spent(usage);
        var drafts = MemoryNotes.reflection(text, task.customer(), task.history());
        boolean told = drafts.stream().anyMatch(draft -> draft.kind() == MemoryKind.EPISODIC);
        yield told
            ? drafts
            : Stream.concat(Stream.of(withoutModel(task.history())), drafts.stream()).toList();
      }
      case NoAnswer(var why) -> {
        LOG.warn("no reflection on the session: the model is {}", why);
        yield List.of(withoutModel(task.history()));
      }
    };
  }

  /// An episode that needs no model.
  public static MemoryDraft withoutModel(History history) {
    var first =
        history.lines().stream()
            .filter(line -> line.by() == Party.CUSTOMER && !line.text().isBlank())
            .map(HistoryLine::text)
            .findFirst()
            .map(words -> "The customer wrote: " + words);
    var text =
        history
            .summary()
            .map(Summary::text)
            .or(() -> first)
            .flatMap(MemoryNotes::withoutSecrets)
            .orElse("A conversation.");
    return new MemoryDraft(
        MemoryKind.EPISODIC, PromptLines.cut(text, FALLBACK_MAX), Optional.empty());
  }

  private static Prompt prompt(NoteTask task) {
    var agent = task.agent();
    return new Prompt(
        Purpose.CLASSIFY,
        new Origin(task.key(), agent.ref()),
        agent.reflectionPrompt().render(Map.of("company", agent.company())),
        MemoryNotes.material(task.history()),
        List.of(),
        agent.limits().outputTokens());
  }
}
