package io.parley.identity.password;

/// Why a new password is not accepted.
public enum PasswordRefusal {
  TOO_SHORT,
  TOO_LONG,
  /// It has control characters, or text that is no Unicode.
  UNREADABLE,
  /// It is on the list of passwords that became known.
  COMMON,
  /// It is the name or the address of the person or the company, or one with digits and signs
  /// around it.
  PERSONAL
}
