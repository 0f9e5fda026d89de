package io.parley.core.webhook;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names a webhook of an organisation.
public record WebhookId(UUID value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /// Reads the form with hyphens, in small letters; empty for any other text.
  public static Optional<WebhookId> parse(String text) {
    if (!FORM.matcher(text).matches()) return Optional.empty();
    return Optional.of(new WebhookId(UUID.fromString(text)));
  }

  /// With hyphens.
  @Override
  public String toString() {
    return value.toString();
  }
}
