package io.parley.persistence.journal;

import org.apache.pekko.serialization.SerializerWithStringManifest;

/// Lets Pekko read [SealedEvent]s. None is ever sent, or written by it: [GroupCommitDao] seals
/// rows.
public final class SealedEventSerializer extends SerializerWithStringManifest {
  /// Stored with every sealed event: never another.
  public static final int IDENTIFIER = 930_003;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object event) {
    return ((SealedEvent) event).manifest();
  }

  @Override
  public byte[] toBinary(Object event) {
    return ((SealedEvent) event).bytes();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return new SealedEvent(manifest, bytes);
  }
}
