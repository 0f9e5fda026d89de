package io.parley.http.route;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The id of a request in its answer and in the log. The caller's own is used if it is well formed.
public record RequestId(String value) {
  public static final String HEADER = "X-Request-Id";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 12;

  /// @param callers the caller's id, if sent
  public static RequestId of(Optional<String> callers) {
    return callers
        .filter(value -> FORM.matcher(value).matches())
        .map(RequestId::new)
        .orElseGet(RequestId::random);
  }

  private static RequestId random() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new RequestId(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
