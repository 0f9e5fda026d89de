package io.parley.sessions.memory;

import io.parley.core.memory.Memories;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryScope;
import io.parley.core.memory.TurnRange;
import io.parley.core.memory.note.MemoryNotes;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.memory.OneAnswer.Answered;
import io.parley.sessions.memory.OneAnswer.NoAnswer;
import io.parley.sessions.memory.OneAnswer.Question;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds facts about the customer in the newest turns, once: fetches known facts, has a model
/// compare them, and sends new and contradicting ones to the session. After a failure nothing is
/// lost: the next turn reads these turns again.
public final class Remembering {
  private static final Logger LOG = LoggerFactory.getLogger(Remembering.class);

  /// Known facts that new ones are compared with.
  private static final int KNOWN_MAX = 50;

  private Remembering() {}

  /// @param turns not yet read
  public static Behavior<OneAnswer.Message> create(
      TurnRange turns, NoteTask task, Memories memories) {
    var customer = task.customer().filter(Customer::verified).map(Customer::id);
    var question =
        memories
            .facts(new MemoryScope(task.key(), customer), KNOWN_MAX)
            .thenApply(known -> question(turns, task, known));
    return OneAnswer.to(question, task);
  }

  private static Question question(TurnRange turns, NoteTask task, List<Memory> known) {
    return new Question(
        prompt(turns, task, known),
        outcome -> {
          switch (outcome) {
            // turns without facts are reported too, so that they are not read again
            case Answered(var text, var usage) -> {
              task.spent(usage);
              task.to()
                  .tell(
                      new SessionCommand.WriteMemories(
                          turns.to(), MemoryNotes.facts(text, known), task.now()));
            }
            case NoAnswer(var why) -> LOG.warn("nothing remembered: the model is {}", why);
          }
        });
  }

  private static Prompt prompt(TurnRange turns, NoteTask task, List<Memory> known) {
    var agent = task.agent();
    var lines =
        task.history().since(turns.from()).stream()
            .filter(line -> line.turn() <= turns.to())
            .toList();
    return new Prompt(
        Purpose.CLASSIFY,
        new Origin(task.key(), agent.ref()),
        agent.memoryPrompt().render(Map.of("company", agent.company())),
        MemoryNotes.material(lines, known),
        List.of(),
        agent.limits().outputTokens());
  }
}
