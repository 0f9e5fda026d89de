package io.parley.core.text;

import java.util.Locale;

/// Names of constants as stores, protocols and people have them.
public final class ConstantWord {
  private ConstantWord() {}

  /// In small letters with hyphens: `input-tokens` of `INPUT_TOKENS`.
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
