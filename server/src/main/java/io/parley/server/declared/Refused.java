package io.parley.server.declared;

import io.parley.server.client.ClientFailure;

/// Problems of files, in one form: file, field, what is wrong, what was expected. No value is
/// repeated.
final class Refused {
  private Refused() {}

  /// @param field with its path, and what is wrong with it
  static ClientFailure because(String file, String field, String expected) {
    return new ClientFailure(0, "%s: %s (expected: %s)".formatted(file, field, expected), null);
  }
}
