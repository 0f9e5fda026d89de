package io.parley.bench.speech;

import io.parley.core.quality.WordErrors;
import java.util.regex.Pattern;

/// The word errors of English transcripts, without digits: a recogniser writes numbers in figures
/// or in words, as it likes.
public final class EnglishWords {
  private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");

  private EnglishWords() {}

  public static WordErrors errors(String said, String heard) {
    return WordErrors.of(withoutDigits(said), withoutDigits(heard));
  }

  private static String withoutDigits(String text) {
    return DIGITS.matcher(text).replaceAll(" ");
  }
}
