package io.parley.identity.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/// The list of common passwords that zxcvbn for Java has in its jar (of public collections, ordered
/// by how often they were found). Only the list is used, not the library's estimates.
public final class BundledPasswords implements CommonPasswords {
  private static final String LIST = "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";

  private final Set<String> known;

  private BundledPasswords(Set<String> known) {
    this.known = known;
  }

  /// Reads the list.
  ///
  /// @throws IllegalStateException if it is not on the class path
  public static BundledPasswords load() {
    try (var stream = BundledPasswords.class.getResourceAsStream(LIST)) {
      if (stream == null)
        throw new IllegalStateException("no list of common passwords (expected: the jar zxcvbn)");
      var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines();
      return new BundledPasswords(
          lines
              // shorter ones are refused by their length
              .filter(word -> word.length() >= PasswordRules.WITH_SECOND_FACTOR)
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean contains(String folded) {
    return known.contains(folded);
  }

  int size() {
    return known.size();
  }
}
