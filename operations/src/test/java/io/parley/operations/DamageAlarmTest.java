package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DamageAlarmTest {
  @Test
  void damaged_sessions_of_all_databases_are_counted_together() {
    try (var meters = new Meters()) {
      var alarm = new DamageAlarm(meters.registry());
      var other = alarm.beside();
      var standing = meters.registry().get("parley.sessions.damaged").gauge();
      assertThat(standing.value()).isZero();
      alarm.standing(2);
      other.standing(3);
      assertThat(standing.value()).isEqualTo(5);
      alarm.standing(0);
      assertThat(standing.value()).isEqualTo(3);
    }
  }
}
