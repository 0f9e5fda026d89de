package io.parley.core.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Stores the keys that sign access tokens, one set for the installation. The private part is
/// encrypted as the values of [io.parley.core.secret.Secrets] are. A stored key never changes: it
/// is added and removed. Thread safe.
public interface SigningKeys {
  /// The most keys at a time.
  int COUNT_MAX = 16;

  /// A key. Its text does not show the private part.
  ///
  /// @param id the `kid` of its tokens
  /// @param algorithm as JOSE names it: `RS256` or `EdDSA`
  /// @param publicKey in X.509's form (SubjectPublicKeyInfo), in Base64
  /// @param privateKey in PKCS #8, in Base64; empty if this node cannot decrypt it
  /// @param publishedAt when it was stored, and so published
  /// @param signsFrom when it begins to sign, in place of the one before
  record Key(
      String id,
      String algorithm,
      String publicKey,
      Optional<String> privateKey,
      Instant publishedAt,
      Instant signsFrom) {
    @Override
    public String toString() {
      return "Key[%s, %s, signsFrom=%s]".formatted(id, algorithm, signsFrom);
    }
  }

  /// All keys.
  ///
  /// @param version another one after each change
  record Ring(long version, List<Key> keys) {
    public Ring {
      keys = List.copyOf(keys);
    }
  }

  /// The outcome of a change.
  enum Stored {
    /// It is stored.
    DONE,
    /// Another node changed the keys first; nothing is stored.
    CHANGED,
    /// This installation has no key to encrypt them with.
    NO_KEY
  }

  /// All keys, without those that were removed.
  CompletionStage<Ring> load();

  /// Adds and removes keys, all or nothing.
  ///
  /// @param version of the keys that this change was made for
  /// @param removed ids
  CompletionStage<Stored> change(long version, List<Key> added, Set<String> removed);
}
