package io.parley.core.memory;

import java.util.List;
import java.util.Optional;

/// @param next the cursor of the next page; empty on the last
public record MemoryPage(List<KeptMemory> memories, Optional<String> next) {
  public MemoryPage {
    memories = List.copyOf(memories);
  }
}
