package io.parley.outbound.guard;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.setting.Section;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Settings of the guarded way out: `parley.outbound`.
///
/// @param allowed beside public addresses: for requests of the installation itself, of `default`,
///   and of `organisations`
/// @param limits of a request that has none of its own
/// @param headersMax bytes of an answer's headers
/// @param redirectsMax redirects that one request follows
/// @param requestsMax requests under way on a node; further ones fail at once
/// @param organisations further ones whose requests may go where `allowed` says
public record GuardSettings(
    Allowed allowed,
    GuardLimits limits,
    int headersMax,
    int redirectsMax,
    int requestsMax,
    Set<TenantId> organisations) {
  private static final int REDIRECTS = 20;
  private static final int KIB = 1024;
  private static final int HEADERS = 256 * KIB;
  private static final int REQUESTS = 10_000;

  public GuardSettings {
    organisations = Set.copyOf(organisations);
  }

  /// Without further organisations.
  public GuardSettings(
      Allowed allowed, GuardLimits limits, int headersMax, int redirectsMax, int requestsMax) {
    this(allowed, limits, headersMax, redirectsMax, requestsMax, Set.of());
  }

  /// The same, with further organisations whose requests may go where `allowed` says.
  public GuardSettings with(Set<TenantId> further) {
    return new GuardSettings(allowed, limits, headersMax, redirectsMax, requestsMax, further);
  }

  /// Whether requests of this tenant may go where `allowed` says.
  boolean isAllowed(TenantId tenant) {
    return tenant.equals(TenantId.DEFAULT) || organisations.contains(tenant);
  }

  /// Which addresses something of this tenant may have that goes no guarded way.
  public Reach reach(TenantId tenant) {
    return new Reach(isAllowed(tenant) ? allowed : Allowed.NOTHING);
  }

  /// The reason why no request for this tenant may go to an address, as far as it is known before
  /// the host is resolved: its form, its port, or a number that is not public. Empty if there is
  /// none. For an address that somebody enters, so that the refusal does not come with the first
  /// request.
  public Optional<String> refusal(TenantId tenant, URI address) {
    try {
      Urls.check(address, isAllowed(tenant) ? allowed : Allowed.NOTHING);
      return Optional.empty();
    } catch (GuardFailure refused) {
      return Optional.of(refused.getMessage());
    }
  }

  /// @throws IllegalArgumentException when a value is missing or wrong
  public static GuardSettings from(Config root) {
    var section = Section.of(root, "parley.outbound");
    int redirects = section.integer("redirects-max");
    int requests = section.integer("requests-max");
    long headers = section.bytes("headers-max");
    Expect.between(section.name("redirects-max"), redirects, 0, REDIRECTS);
    Expect.between(section.name("requests-max"), requests, 1, REQUESTS);
    Expect.between(section.name("headers-max"), headers, KIB, HEADERS);
    for (var time : new String[] {"connect-timeout", "head-timeout", "idle-timeout", "timeout"})
      Expect.positive(section.name(time), section.duration(time));
    Expect.positive(section.name("body-max"), section.bytes("body-max"));
    return new GuardSettings(
        Allowed.of(section.name("allow"), section.texts("allow")),
        new GuardLimits(
            section.duration("connect-timeout"),
            section.duration("head-timeout"),
            section.duration("idle-timeout"),
            section.duration("timeout"),
            section.bytes("body-max")),
        (int) headers,
        redirects,
        requests,
        organisations(section));
  }

  /// By id alone: a slug may pass to another organisation.
  private static Set<TenantId> organisations(Section section) {
    return section.texts("allow-organisations").stream()
        .map(text -> organisation(section.name("allow-organisations"), text))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static TenantId organisation(String key, String text) {
    return OrganisationId.parse(text)
        .orElseThrow(
            () -> Expect.wrong(key, text, "an organisation's id, in small letters with hyphens"))
        .tenant();
  }
}
