package io.parley.voice.testing;

import io.parley.voice.codec.Opus;
import io.parley.voice.codec.SoundDecoder;
import java.util.Arrays;

/// A recording's file, decoded by our decoders, each channel by its own.
///
/// @param caller how loud each 20 ms of the left channel is, as a root mean square; @param other
///   the same of the right one
@SuppressWarnings("ArrayRecordComponent") // of a test, never compared
public record DecodedRecording(double[] caller, double[] other) {

  /// Checks each page, and that their numbers follow each other.
  public static DecodedRecording of(byte[] file) {
    var pages = OggPage.all(file);
    for (int i = 0; i < pages.size(); i++)
      if (pages.get(i).number() != i) throw new AssertionError("page " + i + " is missing");
    var packets = pages.stream().skip(2).flatMap(page -> page.packets().stream()).toList();
    var caller = new double[packets.size()];
    var other = new double[packets.size()];
    try (var left = Opus.JAVA.decoder();
        var right = Opus.JAVA.decoder()) {
      for (int i = 0; i < packets.size(); i++) {
        caller[i] = energy(left, left(packets.get(i)));
        other[i] = energy(right, right(packets.get(i)));
      }
    }
    return new DecodedRecording(caller, other);
  }

  /// The left stream's packet, without the length before its frame (RFC 6716, appendix B).
  public static byte[] left(byte[] packet) {
    int sizes = (packet[1] & 0xff) < 252 ? 1 : 2;
    var left = new byte[1 + frame(packet)];
    left[0] = packet[0];
    System.arraycopy(packet, 1 + sizes, left, 1, frame(packet));
    return left;
  }

  /// The right stream's packet.
  public static byte[] right(byte[] packet) {
    int sizes = (packet[1] & 0xff) < 252 ? 1 : 2;
    return Arrays.copyOfRange(packet, 1 + sizes + frame(packet), packet.length);
  }

  private static int frame(byte[] packet) {
    int first = packet[1] & 0xff;
    return first < 252 ? first : first + 4 * (packet[2] & 0xff);
  }

  private static double energy(SoundDecoder decoder, byte[] packet) {
    var samples = new short[Opus.FRAME];
    decoder.decode(packet, packet.length, samples);
    double sum = 0;
    for (short sample : samples) sum += (double) sample * sample;
    return Math.sqrt(sum / samples.length);
  }

  /// How loud it is on average, from one frame of 20 ms to another.
  public static double mean(double[] channel, int from, int to) {
    return Arrays.stream(channel, from, to).average().orElseThrow();
  }

  /// How many frames of 20 ms are louder than that.
  public static long loud(double[] channel, double than) {
    return Arrays.stream(channel).filter(energy -> energy > than).count();
  }
}
