package io.parley.persistence.journal;

import io.parley.core.tenant.SessionKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A seal for tests: hides the JSON, and opens only at the event that it was made for.
final class Masked implements EventSeal {
  @Override
  public Optional<byte[]> seal(SessionKey session, long seq, String manifest, byte[] json) {
    return Optional.of(mask(session, seq, manifest, json));
  }

  @Override
  public byte[] open(SessionKey session, long seq, String manifest, byte[] sealed) {
    return mask(session, seq, manifest, sealed);
  }

  private static byte[] mask(SessionKey session, long seq, String manifest, byte[] bytes) {
    var key = (session + " " + seq + " " + manifest).getBytes(StandardCharsets.UTF_8);
    var masked = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < masked.length; i++) masked[i] ^= (byte) (key[i % key.length] | 0x80);
    return masked;
  }
}
