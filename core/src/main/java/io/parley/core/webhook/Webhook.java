package io.parley.core.webhook;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A webhook of an organisation, without its secret.
///
/// @param error of the last attempt; empty if it succeeded, or there was none
/// @param since events from then on are told
/// @param missed events that were not kept, because too many waited or for too long
/// @param waiting messages that wait
/// @param oldUntil how long the secret before the newest one signs, too
public record Webhook(
    WebhookId id,
    HookTarget target,
    State state,
    HookRules.Failures failures,
    Optional<String> error,
    Instant since,
    long missed,
    int waiting,
    Optional<Instant> oldUntil) {

  /// Whether messages are delivered.
  public enum State {
    ON,
    /// By a person: events are not kept.
    OFF,
    /// By the program: events are kept, and wait.
    FAILED;

    /// In small letters; never changes.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Empty for another word.
    public static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }
  }
}
