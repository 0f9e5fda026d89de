package io.parley.persistence.text;

/// Cleans text from JSON for stores with fewer characters: an unpaired surrogate, which UTF-8
/// cannot encode, and a NUL, which PostgreSQL refuses. One odd name must not stop a projection, nor
/// make a journal unreadable.
public final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /// For a column of type `text`: unpaired surrogates and NULs are replaced by U+FFFD.
  public static String storable(String text) {
    return mended(text, true);
  }

  /// Replaces unpaired surrogates by U+FFFD.
  public static String withoutHalves(String text) {
    return mended(text, false);
  }

  private static String mended(String text, boolean alsoNul) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c) || (c == 0 && alsoNul)) {
        if (mended == null) mended = new StringBuilder(text);
        mended.setCharAt(i, REPLACEMENT);
      }
    }
    return mended == null ? text : mended.toString();
  }
}
