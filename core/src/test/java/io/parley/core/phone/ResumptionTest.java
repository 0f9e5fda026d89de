package io.parley.core.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.phone.PhoneTrace.End;
import io.parley.core.phone.Resumption.Verdict;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumptionTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("session"));
  private static final Resumption TWO_MINUTES = new Resumption(Duration.ofMinutes(2));

  /// Seen at noon for the last time.
  private static PhoneTrace call(Optional<End> end) {
    return new PhoneTrace(SESSION, "c1", "hash", "+49301", NOON.minusSeconds(300), NOON, end);
  }

  @ParameterizedTest
  @CsvSource({
    "LOST,     0,   YES",
    "LOST,     120, YES",
    "LOST,     121, NO",
    "IN_ORDER, 0,   NO",
    "IN_ORDER, 60,  NO",
    ",         0,   UNLESS_ALIVE",
    // a call that was seen each minute may have died a minute after it was seen
    ",         180, UNLESS_ALIVE",
    ",         181, NO",
  })
  void a_call_goes_on_where_the_last_one_was_lost_not_long_ago(
      End end, long secondsLater, Verdict verdict) {
    var last = call(Optional.ofNullable(end));
    assertThat(TWO_MINUTES.judge(last, NOON.plusSeconds(secondsLater))).isEqualTo(verdict);
  }

  @Test
  void without_a_window_no_call_does() {
    var off = new Resumption(Duration.ZERO);
    assertThat(off.isOff()).isTrue();
    assertThat(off.judge(call(Optional.of(End.LOST)), NOON)).isEqualTo(Verdict.NO);
    assertThat(off.judge(call(Optional.empty()), NOON)).isEqualTo(Verdict.NO);
  }

  @ParameterizedTest
  @CsvSource({"493012345, true", "201, true", "'', false", "266696687, false", "7378742833, false"})
  void callers_who_withhold_their_number_are_not_told_apart(String digits, boolean isCaller) {
    assertThat(Resumption.isCaller(digits)).isEqualTo(isCaller);
  }

  @Test
  void a_trace_is_kept_as_long_as_it_may_be_of_use() {
    var last = call(Optional.empty());
    var lastUse = NOON.plusSeconds(180);
    assertThat(TWO_MINUTES.judge(last, lastUse)).isEqualTo(Verdict.UNLESS_ALIVE);
    assertThat(TWO_MINUTES.uselessBefore(lastUse)).isEqualTo(last.seen());
  }

  @Test
  void a_window_is_at_most_an_hour() {
    assertThatThrownBy(() -> new Resumption(Duration.ofMinutes(61)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.telephony.resume");
    assertThatThrownBy(() -> new Resumption(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"LOST, lost", "IN_ORDER, in-order"})
  void an_end_has_a_word_in_the_table(End end, String word) {
    assertThat(end.word()).isEqualTo(word);
    assertThat(End.of(word)).isEqualTo(end);
  }
}
