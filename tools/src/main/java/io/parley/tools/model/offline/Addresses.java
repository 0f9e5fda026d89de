package io.parley.tools.model.offline;

import java.util.Optional;
import java.util.regex.Pattern;

/// E-mail addresses of customers.
final class Addresses {
  /// From the first sign of a word on, and bounded: each text is read once.
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![\\w.+-])[\\w.+-]{1,64}+@(?:[\\w-]{1,63}+\\.){1,8}[A-Za-z]{2,24}+(?![\\w-])");

  private Addresses() {}

  /// The address of a text that tells nothing else: "my e-mail is anna@example.com".
  static Optional<String> alone(String text, Cues cues) {
    var found = ADDRESS.matcher(text).results().toList();
    if (found.size() != 1 || text.strip().endsWith("?")) return Optional.empty();
    var address = found.getFirst();
    var rest = text.substring(0, address.start()) + " " + text.substring(address.end());
    return cues.content(rest).stream().allMatch(word -> cues.has(Cue.ADDRESS, word))
        ? Optional.of(address.group())
        : Optional.empty();
  }
}
