package io.parley.identity.password;

import io.parley.core.setting.Expect;
import io.parley.core.text.Unicode;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/// Which new passwords are accepted (NIST SP 800-63B-4, section 3.1.1.2): by their length, and not
/// if they are known. There are no rules about kinds of characters, and passwords do not expire.
public final class PasswordRules {
  /// Where the password is the only factor.
  public static final int ONLY_FACTOR = 15;

  /// Where a second factor is required too.
  public static final int WITH_SECOND_FACTOR = 8;

  /// In characters; the standard wants 64 at least.
  public static final int LENGTH_MAX = 256;

  /// Shorter words are part of good passwords by chance.
  private static final int WORD_MIN = 3;

  private final int lengthMin;
  private final CommonPasswords common;

  /// @param lengthMin in characters (code points), [#WITH_SECOND_FACTOR] at least
  public PasswordRules(int lengthMin, CommonPasswords common) {
    Expect.between("lengthMin", lengthMin, WITH_SECOND_FACTOR, LENGTH_MAX);
    this.lengthMin = lengthMin;
    this.common = common;
  }

  /// @param personal words about the person and the company: names, the address of mail
  /// @return empty if it is accepted
  public Optional<PasswordRefusal> check(String password, Collection<String> personal) {
    // normalisation takes time by the length
    if (password.length() > 2 * LENGTH_MAX) return Optional.of(PasswordRefusal.TOO_LONG);
    if (password.codePoints().anyMatch(PasswordRules::isUnreadable))
      return Optional.of(PasswordRefusal.UNREADABLE);
    var text = Unicode.nfkc(password);
    int length = text.codePointCount(0, text.length());
    if (length < lengthMin) return Optional.of(PasswordRefusal.TOO_SHORT);
    if (length > LENGTH_MAX) return Optional.of(PasswordRefusal.TOO_LONG);
    var folded = Unicode.small(text);
    if (common.contains(folded) || isOneCharacter(folded))
      return Optional.of(PasswordRefusal.COMMON);
    return isPersonal(folded, personal) ? Optional.of(PasswordRefusal.PERSONAL) : Optional.empty();
  }

  private static boolean isUnreadable(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private static boolean isOneCharacter(String text) {
    return text.codePoints().distinct().count() == 1;
  }

  private static boolean isPersonal(String folded, Collection<String> personal) {
    var core = letters(folded);
    return personal.stream()
        .map(word -> Unicode.small(Unicode.nfkc(word)))
        // of an address of mail also the name alone
        .flatMap(word -> Stream.of(word, word.substring(0, end(word))))
        .filter(word -> word.length() >= WORD_MIN)
        .anyMatch(word -> folded.equals(word) || isSame(core, letters(word)));
  }

  private static boolean isSame(String core, String word) {
    return word.length() >= WORD_MIN && core.equals(word);
  }

  private static int end(String word) {
    int at = word.indexOf('@');
    return at < 0 ? word.length() : at;
  }

  /// Its letters alone: digits and signs around a name do not hide it.
  private static String letters(String text) {
    var letters = new StringBuilder();
    text.codePoints().filter(Character::isLetter).forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
