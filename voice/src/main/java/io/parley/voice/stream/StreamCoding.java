package io.parley.voice.stream;

import io.parley.voice.codec.G711;
import io.parley.voice.codec.G711Decoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Between samples and payloads of 20 ms, both ways, each for one thread at a time.
interface StreamCoding {
  byte[] encode(short[] frame);

  /// @param payload of 20 ms
  void decode(byte[] payload, short[] frame);

  /// Writes a frame in place of a lost one.
  void conceal(short[] frame);

  static StreamCoding of(MediaFormat format) {
    return switch (format.encoding()) {
      case MU_LAW -> new Companded(G711.MU_LAW);
      case A_LAW -> new Companded(G711.A_LAW);
      case L16 -> new Linear(ByteOrder.BIG_ENDIAN, format.frameSamples());
      case L16_LITTLE -> new Linear(ByteOrder.LITTLE_ENDIAN, format.frameSamples());
    };
  }

  final class Companded implements StreamCoding {
    private final G711 law;
    private final G711Decoder decoder;

    Companded(G711 law) {
      this.law = law;
      this.decoder = new G711Decoder(law);
    }

    @Override
    public byte[] encode(short[] frame) {
      var payload = new byte[frame.length];
      law.encode(frame, 0, frame.length, payload, 0);
      return payload;
    }

    @Override
    public void decode(byte[] payload, short[] frame) {
      decoder.decode(payload, payload.length, frame);
    }

    @Override
    public void conceal(short[] frame) {
      decoder.conceal(new byte[0], 0, frame);
    }
  }

  final class Linear implements StreamCoding {
    private final ByteOrder order;
    private final short[] last;

    Linear(ByteOrder order, int samples) {
      this.order = order;
      this.last = new short[samples];
    }

    @Override
    public byte[] encode(short[] frame) {
      var bytes = ByteBuffer.allocate(Short.BYTES * frame.length).order(order);
      bytes.asShortBuffer().put(frame);
      return bytes.array();
    }

    @Override
    public void decode(byte[] payload, short[] frame) {
      ByteBuffer.wrap(payload).order(order).asShortBuffer().get(frame);
      System.arraycopy(frame, 0, last, 0, last.length);
    }

    /// The last frame again, each time at half its strength.
    @Override
    public void conceal(short[] frame) {
      for (int i = 0; i < last.length; i++) {
        last[i] = (short) (last[i] / 2);
        frame[i] = last[i];
      }
    }
  }
}
