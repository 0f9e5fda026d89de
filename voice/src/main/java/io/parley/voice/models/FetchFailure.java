package io.parley.voice.models;

/// A model cannot be fetched. The message is a sentence for the user: what was found, and what was
/// expected. A partial download is kept where it is of use.
public final class FetchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FetchFailure(String sentence) {
    super(sentence);
  }

  public FetchFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
