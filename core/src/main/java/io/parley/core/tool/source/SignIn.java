package io.parley.core.tool.source;

import java.util.List;

/// The state of a source that an operator signs in at an authorization server.
///
/// @param number another one for each sign-in; 0 before the first
/// @param isDone whether there is a token, with all the scopes that the source's server wants
/// @param wanted scopes that its server wants beside those of the token
public record SignIn(long number, boolean isDone, List<String> wanted) {
  /// Nobody has signed it in.
  public static final SignIn NEEDED = new SignIn(0, false, List.of());

  public SignIn {
    wanted = List.copyOf(wanted);
  }

  /// Whether no tool can be called; otherwise those can that need no further scope.
  public boolean hasNoToken() {
    return !isDone && wanted.isEmpty();
  }
}
