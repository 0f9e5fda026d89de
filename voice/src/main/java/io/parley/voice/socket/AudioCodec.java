package io.parley.voice.socket;

import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.codec.SoundDecoder;
import io.parley.voice.codec.SoundEncoder;
import io.parley.voice.rtp.SoundCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// The content of a binary frame of 20 ms.
public enum AudioCodec {
  /// Linear PCM: 16 bits, little endian, one channel.
  PCM(16_000),
  /// One packet of Opus (RFC 6716), one channel.
  OPUS(Opus.SAMPLE_RATE);

  private static final int TICKS_A_SECOND = 50;
  private final int sampleRate;

  AudioCodec(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /// As in SDP.
  String label() {
    return switch (this) {
      case PCM -> "L16";
      case OPUS -> "opus";
    };
  }

  /// In Hz, of our side.
  public int sampleRate() {
    return sampleRate;
  }

  /// In Hz, as the other end is told: for Opus the one that names it, whatever either side has (RFC
  /// 7587, section 4.1).
  public int namedRate() {
    return switch (this) {
      case PCM -> sampleRate;
      case OPUS -> SoundCodec.OPUS.clockRate();
    };
  }

  /// The longest frame there can be, in bytes.
  public int bytesMax() {
    return switch (this) {
      case PCM -> Short.BYTES * frameSamples();
      case OPUS -> Opus.PAYLOAD_MAX;
    };
  }

  int frameSamples() {
    return sampleRate / TICKS_A_SECOND;
  }

  /// Both ways of one leg, each for one thread at a time. To be closed.
  Coding coding(Opus opus) {
    return switch (this) {
      case PCM -> new PcmCoding();
      case OPUS -> new OpusCoding(opus);
    };
  }

  interface Coding {
    /// @return empty when nothing need be sent
    Optional<byte[]> encode(short[] frame);

    /// Writes 20 ms; an unreadable frame is concealed.
    void decode(byte[] payload, short[] frame);

    /// From any thread; there is no sound afterwards.
    default void close() {
      // there is nothing but heap
    }
  }

  private static final class PcmCoding implements Coding {
    @Override
    public Optional<byte[]> encode(short[] frame) {
      var bytes = ByteBuffer.allocate(Short.BYTES * frame.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(frame);
      return Optional.of(bytes.array());
    }

    @Override
    public void decode(byte[] payload, short[] frame) {
      int samples = Math.min(frame.length, payload.length / Short.BYTES);
      ByteBuffer.wrap(payload)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asShortBuffer()
          .get(frame, 0, samples);
      Arrays.fill(frame, samples, frame.length, (short) 0);
    }
  }

  private static final class OpusCoding implements Coding {
    private final SoundDecoder decoder;
    private final SoundEncoder encoder;
    private final byte[] payload = new byte[Opus.PAYLOAD_MAX];

    OpusCoding(Opus opus) {
      decoder = opus.decoder();
      // a WebSocket loses no frames
      encoder = opus.encoder(new OpusSettings(32_000, 5, 0, true));
    }

    @Override
    public Optional<byte[]> encode(short[] frame) {
      int length = encoder.encode(frame, payload, 0);
      return length == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(payload, length));
    }

    @Override
    public void decode(byte[] bytes, short[] frame) {
      decoder.decode(bytes, bytes.length, frame);
    }

    @Override
    public void close() {
      decoder.close();
      encoder.close();
    }
  }
}
