package io.parley.sessions;

import io.parley.core.tenant.SessionId;
import io.parley.core.turn.CallState.Phase;
import java.util.Optional;
import java.util.regex.Pattern;

/// State of a session's call, shown to its readers and not stored. The node that holds the call
/// sends it at every change, and from time to time without one.
///
/// @param call its id
/// @param words what the customer is saying, as far as it was understood; only the end of very long
///   ones, [#WORDS_MAX] UTF-16 units
/// @param voice whether the agent can be heard; else the call goes on as text
/// @param reason why it ended, such as `hung-up`; empty before
/// @param speaker the engine that speaks, such as `kokoro`; empty before it spoke
/// @param interrupted whether nothing arrives from the customer's end: the agent waits
/// @param transfer whether the call can be handed over, or is being; empty: it cannot
/// @param recording whether it is recorded; empty: it is not
/// @param badLine whether so much of the customer's sound is missing that they are hard to follow
// one more than STYLE allows: a frame with so many fields
public record CallShown(
    String call,
    Phase phase,
    String words,
    boolean voice,
    Optional<String> reason,
    Optional<String> speaker,
    boolean interrupted,
    Optional<Transfer> transfer,
    Optional<Recording> recording,
    boolean badLine) {
  public static final int WORDS_MAX = 2_000;

  private static final Pattern REASON = Pattern.compile("[a-z-]{1,32}");

  /// Where the customer is, when somebody else may take the call.
  public enum Transfer {
    /// With the agent, who may hand the call over.
    POSSIBLE,
    /// On hold, while a colleague is called.
    HOLD,
    /// With a colleague: the agent answers nothing.
    CONNECTED
  }

  /// Where there is a recording.
  public enum Recording {
    ON,
    /// Silence is recorded.
    PAUSED
  }

  public CallShown {
    if (!SessionId.isValid(call))
      throw new IllegalArgumentException("malformed call (expected: an id)");
    if (reason.filter(word -> !REASON.matcher(word).matches()).isPresent())
      throw new IllegalArgumentException("malformed reason (expected: " + REASON + ")");
    words = end(words);
  }

  /// Of a call whose line works, before the agent has spoken.
  public CallShown(String call, Phase phase, String words, boolean voice, Optional<String> reason) {
    this(call, phase, words, voice, reason, Optional.empty(), false);
  }

  /// Of a call that is not recorded, over a good line.
  public CallShown(
      String call,
      Phase phase,
      String words,
      boolean voice,
      Optional<String> reason,
      Optional<String> speaker,
      boolean interrupted,
      Optional<Transfer> transfer) {
    this(
        call, phase, words, voice, reason, speaker, interrupted, transfer, Optional.empty(), false);
  }

  /// Of a call that cannot be handed over.
  public CallShown(
      String call,
      Phase phase,
      String words,
      boolean voice,
      Optional<String> reason,
      Optional<String> speaker,
      boolean interrupted) {
    this(call, phase, words, voice, reason, speaker, interrupted, Optional.empty());
  }

  private static String end(String words) {
    int over = words.length() - WORDS_MAX;
    if (over <= 0) return words;
    return words.substring(Character.isLowSurrogate(words.charAt(over)) ? over + 1 : over);
  }

  public boolean isOver() {
    return phase == Phase.ENDED;
  }

  /// The same, over such a line, with the customer there, and recorded so.
  public CallShown with(
      boolean isDead, Optional<Transfer> where, Optional<Recording> recorded, boolean isBad) {
    return new CallShown(
        call, phase, words, voice, reason, speaker, isDead, where, recorded, isBad);
  }

  /// No news of the call arrived any more.
  public CallShown lost() {
    return new CallShown(call, Phase.ENDED, "", false, Optional.of("lost"));
  }
}
