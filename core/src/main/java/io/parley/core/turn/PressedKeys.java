package io.parley.core.turn;

import io.parley.core.speech.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keys of a telephone that were pressed one after another: one utterance.
///
/// @param text the keys, such as `1042#`; @param at when the newest was pressed
public record PressedKeys(String text, Instant at) {
  public static final PressedKeys NONE = new PressedKeys("", Instant.EPOCH);

  /// One more key. A terminator after nothing ends nothing, and is none.
  public PressedKeys plus(char key, TurnSettings.Keys settings, Instant when) {
    boolean isNothing = text.isEmpty() && settings.isTerminator(key);
    return isNothing ? this : new PressedKeys(text + key, when);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /// Whether no further key belongs to it: after the terminator, at the limit, or when a number of
  /// known length has all of its digits.
  public boolean isWhole(TurnSettings.Keys settings, Expectation expected) {
    if (text.isEmpty()) return false;
    int length = text.length();
    boolean isAsFixed =
        expected instanceof Expectation.Digits(int least, int most)
            && least == most
            && length == most;
    return settings.isTerminator(text.charAt(length - 1)) || length >= settings.most() || isAsFixed;
  }

  /// When it is whole, if no further key is pressed.
  ///
  /// @param asked whether one key alone has a meaning now, and so is waited for less
  public Optional<Instant> due(TurnSettings.Keys settings, boolean asked) {
    if (text.isEmpty()) return Optional.empty();
    return Optional.of(at.plus(pause(settings, asked)));
  }

  private Duration pause(TurnSettings.Keys settings, boolean asked) {
    return asked && text.length() == 1 ? settings.alonePause() : settings.pause();
  }

  /// The key, if there is one alone. The first of several is no answer: it begins a number.
  public Optional<Character> alone(TurnSettings.Keys settings) {
    boolean isEnded = text.length() == 2 && settings.isTerminator(text.charAt(1));
    return text.length() == 1 || isEnded ? Optional.of(text.charAt(0)) : Optional.empty();
  }
}
