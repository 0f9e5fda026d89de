package io.parley.core.transfer;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One person, team or line to which calls may be handed over.
///
/// @param name by which a model asks for it: `[a-z][a-z0-9-]{0,31}`
/// @param label for people and models: "Sales"
/// @param modes that are allowed, at least one
/// @param hours in which it answers; empty: always
/// @param agents ids of those that may use it; empty: all of the tenant
public record TransferTarget(
    String name,
    String label,
    TransferAddress address,
    Set<TransferMode> modes,
    Optional<OpeningHours> hours,
    TenantId tenant,
    Set<String> agents) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final int LABEL_MAX = 80;

  public TransferTarget {
    modes = Set.copyOf(modes);
    agents = Set.copyOf(agents);
    if (!NAME.matcher(name).matches())
      throw new IllegalArgumentException("name: %s (expected: %s)".formatted(name, NAME));
    if (label.isBlank() || label.length() > LABEL_MAX)
      throw new IllegalArgumentException(
          "label: %d characters (expected: 1 to %d)".formatted(label.length(), LABEL_MAX));
    if (modes.isEmpty())
      throw new IllegalArgumentException("modes: none (expected: blind, attended, or both)");
  }

  /// Whether the agent may use it.
  public boolean isFor(TenantId asking, AgentRef agent) {
    return tenant.equals(asking) && (agents.isEmpty() || agents.contains(agent.id()));
  }

  public boolean isOpen(Instant at) {
    return hours.isEmpty() || hours.get().isOpen(at);
  }
}
