package io.parley.core.text;

/// The form of payment card numbers (ISO/IEC 7812-1): 13 to 19 digits, of which the last is a check
/// digit (Luhn).
public final class CardNumber {
  public static final int LEAST = 13;
  public static final int MOST = 19;

  private CardNumber() {}

  /// @param digits and nothing else
  public static boolean is(String digits) {
    int length = digits.length();
    if (length < LEAST || length > MOST) return false;
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int digit = Character.digit(digits.charAt(length - 1 - i), 10);
      int counted = i % 2 == 0 ? digit : digit * 2;
      sum += counted > 9 ? counted - 9 : counted;
    }
    // of a single digit repeated nobody has a card
    return sum % 10 == 0 && digits.chars().distinct().count() > 1;
  }
}
