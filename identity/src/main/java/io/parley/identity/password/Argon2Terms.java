package io.parley.identity.password;

import io.parley.core.setting.Expect;

/// Costs of Argon2id (RFC 9106).
///
/// @param memoryKib memory of one hash, in KiB; @param passes over it; @param lanes of it
public record Argon2Terms(int memoryKib, int passes, int lanes) {
  /// OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
  public static final Argon2Terms OWASP = new Argon2Terms(19_456, 2, 1);

  /// A stored hash with higher costs was not made here, and would exhaust the node.
  private static final int MEMORY_MAX = 262_144;

  private static final int PASSES_MAX = 16;
  private static final int LANES_MAX = 8;
  private static final long LANE_MIN = 8;

  public Argon2Terms {
    Expect.between("passes", passes, 1, PASSES_MAX);
    Expect.between("lanes", lanes, 1, LANES_MAX);
    Expect.between("memoryKib", memoryKib, LANE_MIN * lanes, MEMORY_MAX);
  }
}
