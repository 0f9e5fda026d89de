package io.parley.persistence.journal;

import org.apache.pekko.serialization.SerializerWithStringManifest;

/// Lets Pekko read [SealedEvent]s. It never writes any: [GroupCommitDao] seals rows.
public final class SealedEventSerializer extends SerializerWithStringManifest {
  /// Stored with every sealed event: must never change.
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
