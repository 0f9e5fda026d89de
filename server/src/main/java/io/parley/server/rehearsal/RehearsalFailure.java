package io.parley.server.rehearsal;

/// Why there is no start-up cache, in a sentence for the person who builds.
final class RehearsalFailure extends Exception {
  private static final long serialVersionUID = 1;

  RehearsalFailure(String sentence) {
    super(sentence);
  }

  RehearsalFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
