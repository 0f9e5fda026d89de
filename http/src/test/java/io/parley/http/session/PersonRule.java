package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.tenant.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A rule of `permissions-of-people.txt`, of an operation or of a frame.
///
/// @param kind its word
/// @param needed words of permissions; all groups between commas, in each of which `|` is "or"
record PersonRule(String kind, String needed) {

  /// All rules, by operation, or by `FRAME` and the type of one.
  ///
  /// @throws IllegalStateException if one comes twice
  static Map<String, PersonRule> read() {
    var rules = new LinkedHashMap<String, PersonRule>();
    var file = PersonRule.class.getResourceAsStream("/permissions-of-people.txt");
    try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .skip(1)
          .map(line -> line.strip().split(" +", -1))
          .forEach(
              words -> {
                var rule = new PersonRule(words[2], words.length > 3 ? words[3] : "");
                var operation = words[0] + " " + words[1];
                if (rules.put(operation, rule) != null)
                  throw new IllegalStateException(operation + " has two rows (expected: one)");
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rules;
  }

  /// The outcomes that are right for a person with an open sign-in.
  ///
  /// @param isHere whether it is one in the session's organisation; in any other one the session is
  ///   missing, and some stores of the test are, too
  Set<String> outcomes(Principal person, boolean isHere) {
    return switch (kind) {
      case "page", "public", "people" -> Set.of("yes");
      case "signed" -> Set.of("403");
      case "staff" -> Set.of(isAllowed(person) ? "yes" : "403");
      case "member" -> Set.of(isOnPlatform(person) ? "403" : "yes");
      case "platform" -> Set.of(isOnPlatform(person) ? "yes" : "403");
      case "session" -> {
        if (!isAllowed(person)) yield Set.of("403");
        yield isHere ? Set.of("yes") : Set.of("404", "yes");
      }
      case "socket" -> {
        if (!isAllowed(person)) yield Set.of("403");
        yield Set.of(isHere ? "yes" : "404");
      }
      // the socket comes first
      case "frame" -> {
        if (!person.may(Permission.READ)) yield Set.of("403");
        if (!isHere) yield Set.of("404");
        yield Set.of(isAllowed(person) ? "yes" : "403");
      }
      default -> throw new IllegalStateException("a rule of another kind: " + kind);
    };
  }

  /// The outcome for a token that is not accepted any more.
  Set<String> outcomesOfEnded() {
    return Set.of(kind.equals("page") ? "yes" : "401");
  }

  private static boolean isOnPlatform(Principal person) {
    return person.tenant().equals(TenantId.PLATFORM);
  }

  private boolean isAllowed(Principal person) {
    return Arrays.stream(needed.split(",", -1))
        .allMatch(
            group ->
                Arrays.stream(group.split("\\|", -1))
                    .anyMatch(word -> person.may(Permission.of(word).orElseThrow())));
  }
}
