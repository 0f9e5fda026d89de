package io.parley.voice.desk;

import io.parley.voice.call.Engines;

/// Whether calls are possible.
public sealed interface Availability {
  record Ready(Engines engines) implements Availability {}

  /// @param reason a word for programs; @param detail a sentence for people
  record Missing(String reason, String detail) implements Availability {}
}
