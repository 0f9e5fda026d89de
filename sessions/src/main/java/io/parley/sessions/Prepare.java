package io.parley.sessions;

import io.parley.core.text.Unicode;
import java.time.Instant;
import java.util.regex.Pattern;

/// Prepares a reply before the customer has certainly finished speaking: nothing is stored or
/// shown. It is adopted when the session receives the same words under the same id; any other
/// event, or waiting too long, discards it.
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
