package io.parley.s3;

/// The server could not start. The message is a sentence for the user: what was found, and what was
/// expected.
final class S3Failure extends Exception {
  private static final long serialVersionUID = 1L;

  S3Failure(String sentence) {
    super(sentence);
  }

  S3Failure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
