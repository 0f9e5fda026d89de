package io.parley.http.server;

/// A setting, or what it names, keeps the program from starting. The message is a sentence with
/// key, value and what was expected.
final class WrongSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongSetting(String sentence) {
    super(sentence);
  }

  WrongSetting(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
