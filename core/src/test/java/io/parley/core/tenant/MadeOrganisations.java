package io.parley.core.tenant;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Two organisations, made at random for each test JVM. A test of one of them fails where the code
/// works for the installation's own organisation alone, or for ids that look alike.
///
/// System property: `organisations`, two UUIDs with a comma between them, for those of a run that
/// failed.
public final class MadeOrganisations {
  private static final List<OrganisationId> BOTH =
      both(System.getProperty("organisations", UUID.randomUUID() + "," + UUID.randomUUID()));

  /// The first one in lists by id.
  public static final OrganisationId ONE = BOTH.getFirst();

  public static final OrganisationId OTHER = BOTH.getLast();

  private MadeOrganisations() {}

  private static List<OrganisationId> both(String ids) {
    return Arrays.stream(ids.split(",", -1))
        .map(UUID::fromString)
        .map(OrganisationId::new)
        .sorted(Comparator.comparing(OrganisationId::toString))
        .toList();
  }
}
