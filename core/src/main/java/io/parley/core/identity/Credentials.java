package io.parley.core.identity;

import io.parley.core.person.PersonId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// Stores a person's proofs: the hash of a password, and a second factor. They belong to the
/// person, whatever the number of organisations, and so to no tenant. Keys of second factors are
/// encrypted as the values of [io.parley.core.secret.Secrets] are. Thread safe.
public interface Credentials {
  /// The proofs of a person. Its text shows nothing of them.
  ///
  /// @param password Argon2id in PHC form; empty for a person that has set none
  /// @param totp the key of the second factor, Base32; empty without a second factor
  /// @param pendingTotp a key that was shown, and not confirmed by a code yet
  /// @param lastStep of the last code that was accepted (RFC 6238): it counts once
  /// @param recovery hashes of the recovery codes that are left
  /// @param version another one after each change; 0 if nothing is stored
  record Credential(
      PersonId person,
      Optional<String> password,
      Optional<String> totp,
      Optional<String> pendingTotp,
      OptionalLong lastStep,
      List<String> recovery,
      long version) {
    public Credential {
      recovery = List.copyOf(recovery);
    }

    /// Of a person without any.
    public static Credential none(PersonId person) {
      return new Credential(
          person,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          List.of(),
          0);
    }

    /// Without any proof, in the place of this one.
    public Credential emptied() {
      var none = none(person);
      return new Credential(
          person,
          none.password(),
          none.totp(),
          none.pendingTotp(),
          none.lastStep(),
          none.recovery(),
          version);
    }

    /// @param hash in PHC form
    public Credential withPassword(String hash) {
      return new Credential(
          person, Optional.of(hash), totp, pendingTotp, lastStep, recovery, version);
    }

    /// With a key to be confirmed, in place of one that was not. The second factor in use stays.
    public Credential withPendingTotp(String key) {
      return new Credential(person, password, totp, Optional.of(key), lastStep, recovery, version);
    }

    /// With the pending key as the second factor.
    ///
    /// @param step of the code that confirmed it
    /// @param hashes of the recovery codes that come with it
    /// @throws IllegalStateException if no key is pending
    public Credential withTotpConfirmed(long step, List<String> hashes) {
      if (pendingTotp.isEmpty())
        throw new IllegalStateException("a second factor is confirmed (expected: a pending key)");
      return new Credential(
          person, password, pendingTotp, Optional.empty(), OptionalLong.of(step), hashes, version);
    }

    /// After a code was accepted.
    public Credential withLastStep(long step) {
      return new Credential(
          person, password, totp, pendingTotp, OptionalLong.of(step), recovery, version);
    }

    /// After a recovery code was used.
    ///
    /// @param hashes of those that are left
    public Credential withRecovery(List<String> hashes) {
      return new Credential(person, password, totp, pendingTotp, lastStep, hashes, version);
    }

    /// Without a second factor, pending or confirmed.
    public Credential withoutSecondFactor() {
      return new Credential(
          person,
          password,
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          List.of(),
          version);
    }

    @Override
    public String toString() {
      return "Credential[(not shown)]";
    }
  }

  /// The outcome of a change.
  enum Stored {
    /// It is stored.
    DONE,
    /// Another request changed it first; nothing is stored.
    CHANGED,
    /// This installation has no key to encrypt a second factor with; nothing is stored.
    NO_KEY
  }

  /// A person's; [Credential#none] if nothing is stored. Fails if this node cannot decrypt a second
  /// factor: one that cannot be read must not count as none.
  CompletionStage<Credential> find(PersonId person);

  /// Stores a changed one.
  ///
  /// @param changed with the version that it was read with
  CompletionStage<Stored> replace(Credential changed);
}
