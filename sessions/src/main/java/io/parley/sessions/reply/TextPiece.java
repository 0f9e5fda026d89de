package io.parley.sessions.reply;

/// Text of a model on its way to its reply. The model adds to it until the reply reads it, so that
/// text which arrives faster than it is read costs one message, and one frame to each reader, and
/// not one of each for every chunk. Thread safe.
final class TextPiece {
  /// No more is added beyond this: a model may go on after its reply has stopped reading.
  static final int CHARACTERS_MAX = 4_096;

  private final StringBuilder text;
  private boolean read;

  TextPiece(String first) {
    this.text = new StringBuilder(first);
  }

  /// @return false when the piece was read before, or is long enough: then nothing is added
  synchronized boolean add(String more) {
    if (read || text.length() >= CHARACTERS_MAX) return false;
    text.append(more);
    return true;
  }

  /// All of it, complete from now on.
  synchronized String read() {
    read = true;
    return text.toString();
  }
}
