package io.parley.tools.memory;

import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Selects the memories for a prompt: all facts where they fit, otherwise the nearest; then of each
/// other kind those that are near enough, the nearest first.
final class Selection {
  /// Mark, date and line break.
  private static final int TOKENS_PER_ENTRY = 8;

  /// Share of the tokens that facts get when they do not all fit, so that some are left for
  /// episodes.
  private static final double FACTS_SHARE = 0.75;

  private final RecallSettings settings;
  private final Optional<float[]> asked;
  private final Map<String, float[]> vectors;

  /// @param asked what was said, as a vector; empty when no vector was needed
  /// @param vectors by text
  Selection(RecallSettings settings, Optional<float[]> asked, Map<String, float[]> vectors) {
    this.settings = settings;
    this.asked = asked;
    this.vectors = vectors;
  }

  private record Scored(Memory memory, double score) {}

  static int cost(Memory memory) {
    return Tokens.estimate(memory.text()) + TOKENS_PER_ENTRY;
  }

  static boolean fit(List<Memory> memories, int tokens) {
    long sum = 0;
    for (var memory : memories) sum += cost(memory);
    return sum <= tokens;
  }

  List<Memory> of(List<Memory> memories, int tokens) {
    var facts = kind(memories, MemoryKind.SEMANTIC);
    var episodes = near(kind(memories, MemoryKind.EPISODIC), settings.episodeScore());
    var procedures = near(kind(memories, MemoryKind.PROCEDURAL), settings.procedureScore());
    boolean alone = episodes.isEmpty() && procedures.isEmpty();
    var chosen = new ArrayList<Memory>();
    if (fit(facts, tokens)) chosen.addAll(facts);
    else add(chosen, near(facts, -1), facts.size(), alone ? tokens : (int) (tokens * FACTS_SHARE));
    add(chosen, episodes, settings.episodesMax(), tokens);
    add(chosen, procedures, settings.proceduresMax(), tokens);
    return List.copyOf(chosen);
  }

  /// As many as fit into what is left of `tokens`.
  private static void add(List<Memory> chosen, List<Memory> more, int max, int tokens) {
    int left = tokens - chosen.stream().mapToInt(Selection::cost).sum();
    int added = 0;
    for (var memory : more) {
      if (added == max) return;
      if (cost(memory) > left) continue;
      chosen.add(memory);
      left -= cost(memory);
      added++;
    }
  }

  /// Those that have at least this score, best first, of equals the newest.
  private List<Memory> near(List<Memory> memories, double score) {
    return memories.stream()
        .map(memory -> new Scored(memory, score(memory)))
        .filter(scored -> scored.score() >= score)
        .sorted(
            Comparator.comparingDouble(Scored::score)
                .thenComparing(scored -> scored.memory().at())
                .reversed())
        .map(Scored::memory)
        .toList();
  }

  /// Cosine, for vectors have length 1; -1, the least, for a memory without a vector.
  private double score(Memory memory) {
    var vector = vectors.get(memory.text());
    if (asked.isEmpty() || vector == null) return -1;
    double sum = 0;
    for (int i = 0; i < vector.length; i++) sum += vector[i] * asked.get()[i];
    return sum;
  }

  private static List<Memory> kind(List<Memory> memories, MemoryKind kind) {
    return memories.stream().filter(memory -> memory.kind() == kind).toList();
  }
}
