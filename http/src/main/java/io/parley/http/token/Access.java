package io.parley.http.token;

/// What a check of a token found.
public sealed interface Access {
  record Granted(Identity identity) implements Access {}

  /// No token came.
  record Missing() implements Access {}

  /// It was one of ours, and has run out.
  record Expired() implements Access {}

  /// It is none of ours.
  record Unknown() implements Access {}
}
