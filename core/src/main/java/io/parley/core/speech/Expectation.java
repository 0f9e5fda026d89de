package io.parley.core.speech;

import io.parley.core.setting.Expect;
import java.util.Map;

/// The kind of answer that is expected next, as a hint for a recogniser: whatever is said is still
/// transcribed, but what was expected is understood better.
public sealed interface Expectation {
  Expectation FREE = new Free(false);

  /// An answer to a question that few words answer, of whatever kind: "Which colour?"
  Expectation ANSWER = new Free(true);

  Expectation DIGITS = new Digits(1, Digits.MOST);
  Expectation YES_OR_NO = new YesOrNo();
  Expectation NAME = new Name();
  Expectation SPELLED = new Spelled();

  /// By their names in settings, requests and rows; digits of any number.
  Map<String, Expectation> KINDS =
      Map.of(
          "digits", DIGITS,
          "yes-or-no", YES_OR_NO,
          "name", NAME,
          "spelled", SPELLED,
          "anything", FREE);

  /// Its name among [#KINDS]. Static, for a default method would have each kind initialise this
  /// type, which makes one of each.
  static String kind(Expectation expected) {
    return switch (expected) {
      case Digits _ -> "digits";
      case YesOrNo _ -> "yes-or-no";
      case Name _ -> "name";
      case Spelled _ -> "spelled";
      case Free _ -> "anything";
    };
  }

  /// Anything.
  ///
  /// @param asked whether a question was asked that few words answer: no hint for a recogniser, but
  ///   a phrase is then all of an answer
  record Free(boolean asked) implements Expectation {}

  /// A number, perhaps digit by digit: of an order, a telephone, a door.
  ///
  /// @param least digits; @param most digits
  record Digits(int least, int most) implements Expectation {
    /// The most digits of any number.
    public static final int MOST = 30;

    public Digits {
      Expect.atLeast("least", least, 1);
      Expect.atLeast("most", most, least);
    }
  }

  record YesOrNo() implements Expectation {}

  /// Of a person, a company, a place.
  record Name() implements Expectation {}

  /// Letters and digits one by one: an e-mail address, a code.
  record Spelled() implements Expectation {}
}
