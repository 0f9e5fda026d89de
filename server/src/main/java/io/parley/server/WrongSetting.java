package io.parley.server;

/// A wrong setting, or a problem with the thing it names, prevents the start. The message is a
/// sentence with key, value and what was expected.
final class WrongSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongSetting(String sentence) {
    super(sentence);
  }

  WrongSetting(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
