package io.parley.voice.codec;

/// The codecs of the telephone (ITU-T Recommendation G.711): 8 kHz, a byte a sample, 64 kbit/s.
/// Both ways by table; a sample is 16 bits wide, of which µ-law keeps the 14 and A-law the 13
/// highest.
@SuppressWarnings("ImmutableEnumChecker") // its tables are filled once, and never handed out
public enum G711 {
  MU_LAW(0) {
    @Override
    int expanded(int code) {
      int inverted = ~code;
      int magnitude = ((2 * (inverted & 0xf) + 33) << ((inverted >> 4) & 7)) - 33;
      return ((inverted & 0x80) == 0 ? magnitude : -magnitude) << 2;
    }

    @Override
    int compressed(int sample) {
      int magnitude = Math.min(Math.abs(sample), 32_635) + 132;
      int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
      int code = (sample < 0 ? 0x80 : 0) | (segment << 4) | ((magnitude >> (segment + 3)) & 0xf);
      return ~code;
    }
  },

  A_LAW(8) {
    @Override
    int expanded(int code) {
      // every second bit is inverted on the wire
      int plain = code ^ 0x55;
      int segment = (plain >> 4) & 7;
      int step = 2 * (plain & 0xf);
      int magnitude = segment == 0 ? step + 1 : (step + 33) << (segment - 1);
      return ((plain & 0x80) != 0 ? magnitude : -magnitude) << 3;
    }

    @Override
    int compressed(int sample) {
      // -1 is the first of the negative steps, as 0 is of the others
      int magnitude = Math.min(sample < 0 ? ~sample : sample, 32_767) >> 3;
      int segment = Math.max(0, 27 - Integer.numberOfLeadingZeros(magnitude));
      int step = (magnitude >> Math.max(1, segment)) & 0xf;
      return ((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ 0x55;
    }
  };

  public static final int SAMPLE_RATE = 8_000;

  private final int payloadType;
  private final short[] decoded = new short[1 << 8];
  private final byte[] encoded = new byte[1 << 16];

  G711(int payloadType) {
    this.payloadType = payloadType;
    for (int code = 0; code < decoded.length; code++) decoded[code] = (short) expanded(code);
    for (int bits = 0; bits < encoded.length; bits++)
      encoded[bits] = (byte) compressed((short) bits);
  }

  /// Its static RTP payload type (RFC 3551, section 6): 0 or 8.
  public int payloadType() {
    return payloadType;
  }

  /// Writes a sample for each byte, beginning at `to[toOffset]`.
  public void decode(byte[] from, int offset, int length, short[] to, int toOffset) {
    for (int i = 0; i < length; i++) to[toOffset + i] = decoded[from[offset + i] & 0xff];
  }

  /// Writes a byte for each sample, beginning at `to[toOffset]`.
  public void encode(short[] from, int offset, int length, byte[] to, int toOffset) {
    for (int i = 0; i < length; i++) to[toOffset + i] = encoded[from[offset + i] & 0xffff];
  }

  /// The sample that a code stands for (tables 1b and 2b of the recommendation).
  abstract int expanded(int code);

  /// The code whose interval a sample lies in (tables 1a and 2a).
  abstract int compressed(int sample);
}
