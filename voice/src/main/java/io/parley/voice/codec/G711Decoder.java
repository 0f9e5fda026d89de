package io.parley.voice.codec;

/// G.711, whose lost frames repeat the pitch before them. Frames of 20 ms.
public final class G711Decoder implements SoundDecoder {
  private static final int FRAME = 160;

  private final G711 law;
  private final PitchRepetition gaps = new PitchRepetition(G711.SAMPLE_RATE);

  public G711Decoder(G711 law) {
    this.law = law;
  }

  @Override
  public int sampleRate() {
    return G711.SAMPLE_RATE;
  }

  @Override
  public int frameSamples() {
    return FRAME;
  }

  @Override
  public void decode(byte[] payload, int length, short[] frame) {
    if (length < FRAME) {
      gaps.conceal(frame);
      return;
    }
    law.decode(payload, 0, FRAME, frame, 0);
    gaps.heard(frame);
  }

  @Override
  public void conceal(byte[] following, int length, short[] frame) {
    gaps.conceal(frame);
  }
}
