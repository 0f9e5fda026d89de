package io.parley.tools.openapi;

/// An argument fits its schema but cannot be sent. The message is for the model.
final class BadArgument extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadArgument(String message) {
    super(message);
  }
}
