package io.parley.core.transfer;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferChoice.Chosen;
import io.parley.core.transfer.TransferChoice.Reason;
import io.parley.core.transfer.TransferChoice.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The targets of a configuration, and the rule that a model chooses one of them by its name. The
/// name is compared as it stands, never normalised, searched for a number or read as an address:
/// text that is not exactly the name of a target of this agent dials nothing.
public record TransferTargets(List<TransferTarget> all) {
  /// The name of the tool that hands calls over. It is offered while there is a call for it.
  public static final String TOOL = "transfer_call";

  public static final TransferTargets NONE = new TransferTargets(List.of());

  /// @throws IllegalArgumentException when an agent would see two targets of one name
  public TransferTargets {
    all = List.copyOf(all);
    for (int i = 0; i < all.size(); i++)
      for (int j = 0; j < i; j++)
        if (isAmbiguous(all.get(i), all.get(j)))
          throw new IllegalArgumentException(
              "name: %s (expected: each name once for an agent)".formatted(all.get(i).name()));
  }

  private static boolean isAmbiguous(TransferTarget one, TransferTarget other) {
    boolean sharesAgent =
        one.agents().isEmpty()
            || other.agents().isEmpty()
            || one.agents().stream().anyMatch(other.agents()::contains);
    return one.name().equals(other.name()) && one.tenant().equals(other.tenant()) && sharesAgent;
  }

  /// The targets of this agent, in the order of the configuration.
  public List<TransferTarget> of(TenantId tenant, AgentRef agent) {
    return all.stream().filter(target -> target.isFor(tenant, agent)).toList();
  }

  /// @param name and @param mode as the model wrote them
  public TransferChoice choose(
      TenantId tenant, AgentRef agent, String name, String mode, Instant at) {
    var own = of(tenant, agent);
    var found = own.stream().filter(target -> target.name().equals(name)).findFirst();
    if (found.isEmpty())
      return new Refused(Reason.UNKNOWN_TARGET, own.stream().map(TransferTarget::name).toList());
    var target = found.get();
    var wanted = TransferMode.of(mode);
    if (wanted.isEmpty()) return new Refused(Reason.UNKNOWN_MODE, words(target));
    if (!target.modes().contains(wanted.get()))
      return new Refused(Reason.MODE_NOT_ALLOWED, words(target));
    return target.isOpen(at)
        ? new Chosen(target, wanted.get())
        : new Refused(Reason.CLOSED, closed(target.hours()));
  }

  private static List<String> words(TransferTarget target) {
    return target.modes().stream().map(TransferMode::word).sorted().toList();
  }

  private static List<String> closed(Optional<OpeningHours> hours) {
    return hours.map(OpeningHours::text).stream().toList();
  }
}
