package io.parley.core.speech;

/// Recognised words.
///
/// @param text all words since the last final transcript, not only new ones; may be empty
/// @param confidence how sure the engine is that these were the words, 0 to 1
/// @param stability how sure it is that it will not change them, 0 to 1; that of a final one is 1
/// @param isFinal whether these words are final, and the next transcript begins after them
/// @param isAnswer whether it is the final transcript that an [EndOfSpeech] requested. Each request
///   gets one answer, in order; transcripts that an engine finalises by itself, because a clip
///   became too long or words came late, are not answers
public record Transcript(
    String text, double confidence, double stability, boolean isFinal, boolean isAnswer) {
  public Transcript {
    text = text.strip();
    share("confidence", confidence);
    share("stability", stability);
    if (isFinal && stability < 1)
      throw new IllegalArgumentException(
          "stability: " + stability + " of a final transcript (expected: 1)");
    if (isAnswer && !isFinal)
      throw new IllegalArgumentException("isAnswer: true of a partial transcript");
  }

  public static Transcript partial(String text, double confidence, double stability) {
    return new Transcript(text, confidence, stability, false, false);
  }

  /// The answer to an end of speech.
  public static Transcript settled(String text, double confidence) {
    return new Transcript(text, confidence, 1, true, true);
  }

  /// A final transcript that was not requested.
  public static Transcript piece(String text, double confidence) {
    return new Transcript(text, confidence, 1, true, false);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1))
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to 1)");
  }
}
