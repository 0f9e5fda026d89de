package io.parley.core.speech.spelling;

/// Whether one spelled text is another one that was heard a little differently, by the letters that
/// must be changed, added or left out (Levenshtein).
final class Likeness {
  /// Names, codes and addresses are no longer (RFC 5321, section 4.5.3.1.3): time is quadratic.
  static final int LENGTH_MAX = 254;

  private Likeness() {}

  /// Whether at most a third of the longer one is different.
  static boolean isMostlySame(String one, String other) {
    int longest = Math.max(one.length(), other.length());
    return longest <= LENGTH_MAX && 3 * errors(one, other) <= longest;
  }

  private static int errors(String one, String other) {
    var errors = new int[other.length() + 1];
    for (int at = 0; at < errors.length; at++) errors[at] = at;
    for (int row = 1; row <= one.length(); row++) {
      int diagonal = errors[0];
      errors[0] = row;
      for (int at = 1; at < errors.length; at++) {
        int changed = diagonal + (one.charAt(row - 1) == other.charAt(at - 1) ? 0 : 1);
        diagonal = errors[at];
        errors[at] = Math.min(changed, 1 + Math.min(errors[at], errors[at - 1]));
      }
    }
    return errors[other.length()];
  }
}
