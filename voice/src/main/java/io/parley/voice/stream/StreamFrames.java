package io.parley.voice.stream;

/// Reads and writes the frames of one stream, in the protocol of its provider. For one thread at a
/// time in each direction.
public interface StreamFrames {

  /// A frame to the provider.
  sealed interface Frame {
    record Text(String text) implements Frame {}

    /// A binary frame. Its bytes are handed over.
    final class Bytes implements Frame {
      private final byte[] bytes;

      Bytes(byte[] bytes) {
        this.bytes = bytes;
      }

      public byte[] bytes() {
        return bytes;
      }
    }
  }

  /// Whose protocol it is, such as `twilio`.
  String provider();

  /// Whether a socket that closes before a frame has told the end of the call is a broken one, and
  /// the provider's call goes on.
  boolean outlivesSocket();

  /// @throws MalformedFrame when it does not follow the protocol
  StreamEvent read(String text);

  /// @throws MalformedFrame when it does not follow the protocol
  StreamEvent read(byte[] bytes);

  /// Sound to be played after that sent before.
  Frame media(byte[] payload);

  /// To be reported when all sound sent before has been played.
  Frame mark(String name);

  /// Sound that was not played yet is to be dropped.
  Frame clear();

  /// The longest text frame, in bytes.
  int textBytesMax();

  /// The longest binary frame, in bytes; 0 where only text is accepted.
  int binaryBytesMax();
}
