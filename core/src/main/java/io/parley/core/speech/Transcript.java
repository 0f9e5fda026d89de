package io.parley.core.speech;

/// What a recogniser heard.
///
/// @param text everything since the last final transcript, not only what is new; may be empty
/// @param confidence how sure the engine is that these were the words, 0 to 1
/// @param stability how sure it is that it will not change them, 0 to 1; that of a final one is 1
/// @param isFinal whether these words are settled, and the next transcript begins after them
public record Transcript(String text, double confidence, double stability, boolean isFinal) {
  public Transcript {
    text = text.strip();
    share("confidence", confidence);
    share("stability", stability);
    if (isFinal && stability < 1)
      throw new IllegalArgumentException(
          "stability: " + stability + " of a final transcript (expected: 1)");
  }

  public static Transcript partial(String text, double confidence, double stability) {
    return new Transcript(text, confidence, stability, false);
  }

  public static Transcript settled(String text, double confidence) {
    return new Transcript(text, confidence, 1, true);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1))
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to 1)");
  }
}
