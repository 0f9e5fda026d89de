package io.parley.http.route;

import io.parley.http.json.Malformed;
import java.util.Optional;
import java.util.regex.Pattern;

/// The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
public final class IdempotencyKey {
  /// A structured field string (RFC 9651), or the same without its quotes as many send it.
  private static final Pattern FORM = Pattern.compile("\"?([!#-~]{1,128})\"?");

  private IdempotencyKey() {}

  /// The key without quotes; empty when the request has none.
  ///
  /// @throws Malformed when it has another form
  public static Optional<String> of(Call call) {
    return call.header("Idempotency-Key").map(IdempotencyKey::text);
  }

  private static String text(String header) {
    var key = FORM.matcher(header.strip());
    if (!key.matches())
      throw new Malformed(
          "Idempotency-Key of another form (expected: 1 to 128 visible characters)");
    return key.group(1);
  }
}
