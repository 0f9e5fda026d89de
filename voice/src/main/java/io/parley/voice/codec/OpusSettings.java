package io.parley.voice.codec;

import io.parley.core.setting.Expect;

/// How speech is sent with Opus (RFC 6716, RFC 7587).
///
/// @param bitrate in bits a second, 6000 to 64000
/// @param complexity 0 to 10: processor time against quality
/// @param expectedLoss in percent: from 1 on each packet carries a coarse copy of the frame before
///   it (in-band FEC), the larger the more is lost. The codec silently leaves it out where the
///   bitrate is too low for it, so such settings are refused here
/// @param dtx whether hardly anything is sent while there is silence
public record OpusSettings(int bitrate, int complexity, int expectedLoss, boolean dtx) {
  /// From this bitrate on copies were found in the packets; at 24 kbit/s there were none.
  public static final int FEC_BITRATE_MIN = 32_000;

  public OpusSettings {
    Expect.between("bitrate", bitrate, 6_000, 64_000);
    Expect.between("complexity", complexity, 0, 10);
    Expect.between("expectedLoss", expectedLoss, 0, 100);
    if (expectedLoss > 0) Expect.between("bitrate with FEC", bitrate, FEC_BITRATE_MIN, 64_000);
  }

  /// Clear speech that tolerates some loss.
  public static OpusSettings typical() {
    return new OpusSettings(FEC_BITRATE_MIN, 5, 5, false);
  }
}
