package io.parley.sessions.entry;

import io.parley.core.party.Party;
import io.parley.core.session.AgentCommand;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.TenantId;
import java.util.Set;

/// The organisations that are not served, as this node knows them: in memory, so that a turn costs
/// one look into a set. Their sessions start no more and take no messages; replies under way end,
/// and everything may be read, left and ended. Thread safe.
public final class StoppedTenants {
  private volatile Set<TenantId> stopped = Set.of();

  /// All of them, when they have been read or have changed.
  public void are(Set<TenantId> tenants) {
    stopped = Set.copyOf(tenants);
  }

  /// Whether it is one of them.
  public boolean has(TenantId tenant) {
    return stopped.contains(tenant);
  }

  /// Whether the command asks something new of a session that may not have it.
  boolean refuses(TenantId tenant, SessionCommand command) {
    return has(tenant) && asksSomething(command);
  }

  /// Words, decisions upon which a tool acts, and calls that are to be handed over.
  private static boolean asksSomething(SessionCommand command) {
    return command instanceof SessionCommand.Decide
        || command instanceof SessionCommand.RetryToolCall
        || command instanceof AgentCommand.AskTransfer
        || (command instanceof SessionCommand.Say say && say.by() != Party.BOT);
  }
}
