package io.parley.core.tenant;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names an organisation. It is the tenant of its data: [#tenant] is its UUID as 32 hexadecimal
/// digits, because a tenant has 32 characters at most.
public record OrganisationId(UUID value) {
  private static final Pattern TENANT = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final int HALF = 16;

  /// The organisation of an installation that had data before it had organisations: the nil UUID
  /// (RFC 9562, section 5.9), for [TenantId#DEFAULT].
  public static final OrganisationId DEFAULT = new OrganisationId(new UUID(0, 0));

  /// The tenant whose rows are this organisation's.
  public TenantId tenant() {
    if (equals(DEFAULT)) return TenantId.DEFAULT;
    return new TenantId(
        HexFormat.of().toHexDigits(value.getMostSignificantBits())
            + HexFormat.of().toHexDigits(value.getLeastSignificantBits()));
  }

  /// The organisation that is this tenant; empty for a tenant that is none.
  public static Optional<OrganisationId> of(TenantId tenant) {
    if (tenant.equals(TenantId.DEFAULT)) return Optional.of(DEFAULT);
    var text = tenant.value();
    if (!TENANT.matcher(text).matches()) return Optional.empty();
    var id =
        new OrganisationId(
            new UUID(
                HexFormat.fromHexDigitsToLong(text, 0, HALF),
                HexFormat.fromHexDigitsToLong(text, HALF, 2 * HALF)));
    return Optional.of(id).filter(found -> !found.equals(DEFAULT));
  }

  /// Reads the form with hyphens, in small letters; empty for any other text.
  public static Optional<OrganisationId> parse(String text) {
    if (!FORM.matcher(text).matches()) return Optional.empty();
    return Optional.of(new OrganisationId(UUID.fromString(text)));
  }

  /// With hyphens.
  @Override
  public String toString() {
    return value.toString();
  }
}
