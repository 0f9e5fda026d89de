package io.parley.core.agent;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A menu of a telephone's keys, in one language. Callers may talk instead.
///
/// @param prompt spoken after the greeting, at most [#PROMPT_MAX] characters; it names the keys
/// @param keys what each of them means
public record KeyMenu(String prompt, Map<Character, Choice> keys) {
  public static final int PROMPT_MAX = 600;
  public static final int WORDS_MAX = 300;

  /// How often it is repeated after a key that it does not have; the next one is words.
  public static final int REPEATS_MAX = 2;

  private static final String KEYS = "0123456789*";

  /// The meaning of a key.
  public sealed interface Choice {}

  /// The caller's words: "I have a question about an order."
  public record Words(String text) implements Choice {
    public Words {
      length("say", text, WORDS_MAX);
    }
  }

  /// The call is handed over.
  ///
  /// @param target name of a configured one
  public record Transfer(String target) implements Choice {
    public Transfer {
      if (target.isBlank())
        throw new IllegalArgumentException("transfer: blank (expected: the name of a target)");
    }
  }

  /// The menu once more.
  public record Repeat() implements Choice {}

  public KeyMenu {
    keys = Map.copyOf(keys);
    length("prompt", prompt, PROMPT_MAX);
    if (keys.isEmpty()) throw new IllegalArgumentException("keys: none (expected: ≥ 1 key)");
    for (char key : keys.keySet())
      if (KEYS.indexOf(key) < 0)
        throw new IllegalArgumentException("keys: %c (expected: 0 to 9, or *)".formatted(key));
  }

  private static void length(String name, String text, int max) {
    if (text.isBlank() || text.length() > max)
      throw new IllegalArgumentException(
          "%s: %d characters (expected: 1 to %d)".formatted(name, text.strip().length(), max));
  }

  public Optional<Choice> of(char key) {
    return Optional.ofNullable(keys.get(key));
  }

  /// Names of the targets that calls may be handed over to, by key.
  public Map<Character, String> targets() {
    return keys.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Transfer)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> ((Transfer) entry.getValue()).target(),
                (one, _) -> one,
                TreeMap::new));
  }
}
