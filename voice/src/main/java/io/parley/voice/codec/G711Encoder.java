package io.parley.voice.codec;

/// G.711: a byte for each sample. Without a state.
public final class G711Encoder implements SoundEncoder {
  private final G711 law;

  public G711Encoder(G711 law) {
    this.law = law;
  }

  @Override
  public int encode(short[] frame, byte[] payload, int offset) {
    law.encode(frame, 0, frame.length, payload, offset);
    return frame.length;
  }
}
