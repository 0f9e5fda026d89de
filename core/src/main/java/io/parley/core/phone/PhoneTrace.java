package io.parley.core.phone;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.Optional;

/// The record of a telephone call in case it is lost: no number of a caller, and no words.
///
/// @param call its id, unique; @param caller a keyed hash of the caller's number
/// @param number of ours, as it was dialled
/// @param seen its last sign of life; of a call that is over, its end
/// @param end empty while it goes on, and for ever when its node has died
public record PhoneTrace(
    SessionKey session,
    String call,
    String caller,
    String number,
    Instant begun,
    Instant seen,
    Optional<End> end) {

  /// How a call was over.
  public enum End {
    /// Somebody hung up, it was handed over, or its session ended.
    IN_ORDER("in-order"),
    /// The line was dead, the node stopped, or the call failed.
    LOST("lost");

    private final String word;

    End(String word) {
      this.word = word;
    }

    /// In a table.
    public String word() {
      return word;
    }

    /// @param word as [#word] gives it
    public static End of(String word) {
      return word.equals(LOST.word) ? LOST : IN_ORDER;
    }
  }
}
