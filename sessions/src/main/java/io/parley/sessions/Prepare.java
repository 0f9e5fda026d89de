package io.parley.sessions;

import io.parley.core.text.Unicode;
import java.time.Instant;
import java.util.regex.Pattern;

/// A reply is to be begun before it is certain that these words are all: nothing is stored, and
/// nobody is told. It is shown when the session is told the same words under the same id; anything
/// else that happens, and waiting too long, throws it away.
///
/// @param id under which the words will be said
/// @param words of the customer, in a call
public record Prepare(String id, String words, Instant at) {
  private static final Pattern NOT_SAID = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /// Whether `text` is these words, however they are written.
  public boolean isOf(String text) {
    return said(words).equals(said(text));
  }

  private static String said(String text) {
    return Unicode.small(NOT_SAID.matcher(text).replaceAll(""));
  }
}
