package io.parley.identity.password;

/// Passwords that became known, and that guesses begin with.
public interface CommonPasswords {
  /// @param folded a password in small letters, in compatibility forms (NFKC)
  boolean contains(String folded);
}
