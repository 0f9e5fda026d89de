package io.parley.identity.password;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Hashes passwords and compares them. Each hash takes memory and processor time, so only some are
/// computed at once, and further callers wait for a while. Calls block: use virtual threads. Thread
/// safe.
public final class Passwords {
  private final Argon2Terms terms;
  private final SecureRandom random;
  private final Semaphore places;
  private final Duration wait;

  /// Compared where there is no account, so that the answer takes as long.
  private final Argon2Hash nobodys;

  /// @param atOnce hashes that are computed at the same time; @param wait for a place among them
  public Passwords(Argon2Terms terms, SecureRandom random, int atOnce, Duration wait) {
    this(terms, random, new Semaphore(atOnce, true), wait);
  }

  Passwords(Argon2Terms terms, SecureRandom random, Semaphore places, Duration wait) {
    this.terms = terms;
    this.random = random;
    this.places = places;
    this.wait = wait;
    this.nobodys = Argon2Hash.of("nobody's", salt(), terms);
  }

  /// The outcome of a comparison.
  public sealed interface Comparison {}

  /// The account's password.
  ///
  /// @param renewed the hash to store in place of the old one, if that has other terms
  public record Right(Optional<String> renewed) implements Comparison {
    @Override
    public String toString() {
      return "Right[renewed=" + renewed.isPresent() + "]";
    }
  }

  /// Another password, or no account.
  public record Wrong() implements Comparison {}

  /// No place became free; nothing was compared.
  public record Busy() implements Comparison {}

  /// The hash of a new password.
  ///
  /// @return empty if no place became free
  public Optional<String> hash(String password) {
    if (!taken()) return Optional.empty();
    try {
      return Optional.of(fresh(password));
    } finally {
      places.release();
    }
  }

  /// Compares a password with a stored hash.
  ///
  /// @param stored empty if there is no such account
  /// @throws IllegalStateException if the stored text is no hash
  public Comparison compare(String password, Optional<String> stored) {
    var hash =
        stored.map(
            text ->
                Argon2Hash.parse(text)
                    .orElseThrow(
                        () -> new IllegalStateException("a stored password of another form")));
    if (!taken()) return new Busy();
    try {
      boolean isRight = hash.orElse(nobodys).matches(password) && hash.isPresent();
      if (!isRight) return new Wrong();
      boolean isOld = !hash.get().terms().equals(terms);
      return new Right(isOld ? Optional.of(fresh(password)) : Optional.empty());
    } finally {
      places.release();
    }
  }

  private String fresh(String password) {
    return Argon2Hash.of(password, salt(), terms).phc();
  }

  private byte[] salt() {
    var salt = new byte[Argon2Hash.SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private boolean taken() {
    try {
      return places.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
