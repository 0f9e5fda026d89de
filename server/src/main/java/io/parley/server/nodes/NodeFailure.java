package io.parley.server.nodes;

/// A node cannot be started. The message is a sentence for the user.
public final class NodeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NodeFailure(String sentence) {
    super(sentence);
  }

  NodeFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
