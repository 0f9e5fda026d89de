package io.parley.operations.signing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The installation's keys of access tokens, in the order in which they begin to sign. A change
/// fails where this node has no key to encrypt them with.
public interface SigningKeyControls {
  /// A key, without its private part.
  ///
  /// @param id the `kid` of its tokens; @param algorithm as JOSE names it
  /// @param state `next`, `current`, `retiring` or `gone`
  /// @param isUsable whether this node can decrypt the private part
  record View(
      String id,
      String algorithm,
      String state,
      Instant publishedAt,
      Instant signsFrom,
      boolean isUsable) {}

  CompletionStage<List<View>> list();

  /// Publishes a new key, which replaces the current one as soon as verifiers know it. Nobody is
  /// signed out.
  CompletionStage<List<View>> rotate();

  /// Removes a key that others may know, or that no node can decrypt: its access tokens are refused
  /// from now on, and people get new ones without signing in.
  ///
  /// @return empty if there is no such key
  CompletionStage<Optional<List<View>>> withdraw(String id);
}
