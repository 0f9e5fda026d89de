package io.parley.sessions.memory;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.memory.History;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Usage;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/// Context of a child that takes notes about a session with a model's help.
///
/// @param customer as the session knows them
/// @param deadline for the model
/// @param to the session, which records the result
public record NoteTask(
    SessionKey key,
    AgentDefinition agent,
    Optional<Customer> customer,
    History history,
    LanguageModel model,
    Duration deadline,
    ActorRef<SessionCommand> to,
    Clock clock) {

  /// Reports usage that belongs to no recorded result to the session.
  void spent(Usage usage) {
    if (usage.billedTokens() > 0) to.tell(new SessionCommand.RecordUsage(usage, now()));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
