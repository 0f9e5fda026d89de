package io.parley.core.transfer;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How a call is handed over.
public enum TransferMode {
  /// The caller is connected at once; whether somebody answers there is not known.
  BLIND,
  /// The target is called first, hears what the call is about, and accepts it by a key.
  ATTENDED;

  /// As models and configurations write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Exactly the word: no other case, no blanks.
  public static Optional<TransferMode> of(String word) {
    return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }
}
