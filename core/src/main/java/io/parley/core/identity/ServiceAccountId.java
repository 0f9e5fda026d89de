package io.parley.core.identity;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names a service account of one organisation.
public record ServiceAccountId(UUID value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /// Reads the form with hyphens, in small letters; empty for any other text.
  public static Optional<ServiceAccountId> parse(String text) {
    if (!FORM.matcher(text).matches()) return Optional.empty();
    return Optional.of(new ServiceAccountId(UUID.fromString(text)));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
