package io.parley.server;

import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.OrganisationDirectory.Listed;
import io.parley.core.tenant.OrganisationId;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardSettings;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the start whether an operator allows addresses inside the network and may take them for
/// allowed to all organisations, as they were before there was a setting that names them.
final class AddressesInside {
  private static final Logger LOG = LoggerFactory.getLogger(AddressesInside.class);

  /// Enough to tell whether there are others than `default`.
  private static final int LISTED = 100;

  private AddressesInside() {}

  /// Warns when it has looked; the start does not wait.
  static void look(GuardSettings guard, OrganisationDirectory directory) {
    var _ =
        directory
            .all(Optional.empty(), LISTED)
            .thenApply(all -> all.stream().map(Listed::organisation).toList())
            .whenComplete(
                (organisations, failure) -> {
                  if (failure != null)
                    LOG.warn("organisations cannot be listed at the start", failure);
                  else warning(guard, organisations).ifPresent(text -> LOG.warn("{}", text));
                });
  }

  /// Empty where nothing inside is allowed, an organisation is named, or `default` is the only one.
  static Optional<String> warning(GuardSettings guard, List<Organisation> organisations) {
    boolean isPlain =
        guard.allowed().equals(Allowed.NOTHING)
            || !guard.organisations().isEmpty()
            || organisations.stream().noneMatch(AddressesInside::isOther);
    if (isPlain) return Optional.empty();
    return Optional.of(
        "addresses in parley.outbound.allow are reached by the organisation default alone, and not"
            + " by tools, sources and providers of others (expected: the ids of those that may in"
            + " parley.outbound.allow-organisations, or none)");
  }

  private static boolean isOther(Organisation organisation) {
    return !organisation.id().equals(OrganisationId.DEFAULT)
        && !(organisation.lifecycle() instanceof Lifecycle.Deleted);
  }
}
