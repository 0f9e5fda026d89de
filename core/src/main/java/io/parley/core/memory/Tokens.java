package io.parley.core.memory;

/// A model-independent estimate of how many tokens a text takes: a quarter of its ASCII characters
/// and one for every other code point. It errs high for English prose (byte pair encodings average
/// about 4.5 characters there) and never far low for other scripts, which is the safe side for a
/// budget. It costs one pass and needs no vocabulary.
public final class Tokens {
  /// Roles and separators around one message.
  public static final int PER_MESSAGE = 4;

  private Tokens() {}

  public static int estimate(String text) {
    int ascii = 0;
    int others = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 128) {
        ascii++;
      } else {
        others++;
        if (isPair(text, i)) i++;
      }
    }
    return (ascii + 3) / 4 + others;
  }

  /// An unpaired surrogate counts as a character of its own, so that it is not free.
  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }
}
