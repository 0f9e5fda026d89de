package io.parley.core.memory;

import java.util.Optional;

/// A memory before it is recorded as an event.
///
/// @param text one sentence or a few, 1 to [#TEXT_MAX] characters
/// @param replaces id of the memory that this one corrects
public record MemoryDraft(MemoryKind kind, String text, Optional<String> replaces) {
  public static final int TEXT_MAX = 1_000;

  public MemoryDraft {
    if (text.isBlank() || text.length() > TEXT_MAX)
      throw new IllegalArgumentException(
          "memory: " + text.length() + " characters (expected: 1 to " + TEXT_MAX + ")");
  }
}
