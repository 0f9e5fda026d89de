package io.parley.core.access;

import io.parley.core.person.PersonId;
import io.parley.core.setting.Expect;
import java.time.Duration;
import java.time.Instant;

/// Access of staff to the data of an organisation that it is assigned to. The organisation sees it,
/// and may end it.
///
/// @param reason for the organisation to read, 10 to 500 characters
/// @param until when it ends by itself, 8 hours after its beginning at the latest
public record StaffAccess(
    AccessId id, PersonId staff, String reason, Instant since, Instant until) {
  public static final Duration LONGEST = Duration.ofHours(8);
  private static final int REASON_MIN = 10;
  private static final int REASON_MAX = 500;

  public StaffAccess {
    Expect.that(
        "reason of an access",
        isReason(reason),
        REASON_MIN + " to " + REASON_MAX + " characters that say what it is for");
    Expect.that(
        "end of an access",
        until.isAfter(since) && !until.isAfter(since.plus(LONGEST)),
        "at most " + LONGEST.toHours() + " hours after its beginning");
  }

  public static boolean isReason(String text) {
    var words = text.strip();
    return words.length() >= REASON_MIN && text.length() <= REASON_MAX;
  }

  public boolean isOpen(Instant at) {
    return !at.isBefore(since) && at.isBefore(until);
  }
}
