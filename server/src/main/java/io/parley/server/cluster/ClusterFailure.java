package io.parley.server.cluster;

/// The node cannot become a member. The message is a sentence for the user: the finding, and what
/// was expected.
public final class ClusterFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterFailure(String sentence) {
    super(sentence);
  }

  ClusterFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
