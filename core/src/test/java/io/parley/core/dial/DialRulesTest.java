package io.parley.core.dial;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialRulesTest {
  private static final PhoneNumber BERLIN = new PhoneNumber("+493023125000");
  private static final PhoneNumber LONDON = new PhoneNumber("+442079460000");
  private static final PhoneNumber NEW_YORK = new PhoneNumber("+12125550100");

  /// A Tuesday, 12:00 in Berlin.
  private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");

  private static final DialSituation QUIET =
      new DialSituation(NumberKind.ORDINARY, false, List.of(), 0, 0);

  private static DialRules rules(String... prefixes) {
    return new DialRules(
        List.of(prefixes),
        new NumberZones(Map.of("+1212", ZoneId.of("America/New_York"))),
        new CallingHours(
            LocalTime.of(9, 0), LocalTime.of(20, 0), Set.of(MONDAY, TUESDAY, SATURDAY)),
        3,
        Duration.ofHours(24),
        2,
        5);
  }

  private static Optional<DialRefusal> check(PhoneNumber number, DialSituation now, String at) {
    return rules("+49", "+44", "+1").check(number, now, Instant.parse(at));
  }

  private static Optional<String> reason(PhoneNumber number, String at) {
    return check(number, QUIET, at).map(DialRefusal::reason);
  }

  @Test
  void an_allowed_number_may_be_called_by_day() {
    assertThat(rules("+49").check(BERLIN, QUIET, NOON)).isEmpty();
  }

  @Test
  void without_prefixes_nobody_can_be_called() {
    assertThat(rules().check(BERLIN, QUIET, NOON)).contains(DialRefusal.Lasting.NOT_ALLOWED);
    assertThat(rules("+43", "+4989").check(BERLIN, QUIET, NOON))
        .contains(DialRefusal.Lasting.NOT_ALLOWED);
  }

  @ParameterizedTest
  @EnumSource(
      value = NumberKind.class,
      names = {"EMERGENCY", "PREMIUM", "IMPOSSIBLE"})
  void such_numbers_are_never_called_whatever_is_allowed(NumberKind kind) {
    var situation = new DialSituation(kind, false, List.of(), 0, 0);
    assertThat(rules("+", "+4").check(BERLIN, situation, NOON))
        .map(DialRefusal::reason)
        .contains(kind.name().toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void a_number_on_the_list_is_not_called() {
    var listed = new DialSituation(NumberKind.ORDINARY, true, List.of(), 0, 0);
    assertThat(rules("+49").check(BERLIN, listed, NOON)).contains(DialRefusal.Lasting.ON_LIST);
  }

  @Test
  void hours_are_those_of_the_called_persons_clock() {
    assertThat(reason(BERLIN, "2026-11-24T07:59:59Z")).contains("hours");
    assertThat(reason(BERLIN, "2026-11-24T08:00:00Z")).isEmpty();
    assertThat(reason(LONDON, "2026-11-24T08:00:00Z")).contains("hours");
    assertThat(reason(LONDON, "2026-11-24T09:00:00Z")).isEmpty();
    assertThat(reason(BERLIN, "2026-11-24T18:59:59Z")).isEmpty();
    assertThat(reason(BERLIN, "2026-11-24T19:00:00Z")).contains("hours");
    assertThat(reason(NEW_YORK, "2026-11-24T13:59:00Z")).contains("hours");
    assertThat(reason(NEW_YORK, "2026-11-24T14:00:00Z")).isEmpty();
  }

  @Test
  void a_refusal_by_hours_says_when_they_begin_again() {
    // Tuesday evening: the next day of the week that is allowed is Saturday
    var evening = check(BERLIN, QUIET, "2026-11-24T20:00:00Z").orElseThrow();
    assertThat(evening.again()).contains(Instant.parse("2026-11-28T08:00:00Z"));
    assertThat(evening.detail()).contains("Europe/Berlin", "Tuesday 21:00", "Saturday 09:00");
    // in summer an hour earlier
    var early = check(BERLIN, QUIET, "2026-07-06T05:00:00Z").orElseThrow();
    assertThat(early.again()).contains(Instant.parse("2026-07-06T07:00:00Z"));
  }

  @Test
  void a_number_without_a_known_zone_is_not_called() {
    assertThat(reason(new PhoneNumber("+13105550100"), "2026-11-24T18:00:00Z")).contains("no-zone");
    assertThat(new NumberZones(Map.of()).of(new PhoneNumber("+351291000000"))).isEmpty();
    assertThat(
            new NumberZones(Map.of("+351291", ZoneId.of("Atlantic/Madeira")))
                .of(new PhoneNumber("+351291000000")))
        .contains(ZoneId.of("Atlantic/Madeira"));
  }

  @Test
  void a_number_is_tried_a_few_times_within_the_window() {
    var first = NOON.minus(Duration.ofHours(25));
    var second = NOON.minus(Duration.ofHours(23));
    var third = NOON.minus(Duration.ofHours(2));
    assertThat(rules("+49").check(BERLIN, tried(first, second, third), NOON)).isEmpty();
    var fourth = NOON.minus(Duration.ofHours(1));
    var refusal = rules("+49").check(BERLIN, tried(fourth, second, third), NOON).orElseThrow();
    assertThat(refusal.reason()).isEqualTo("attempts");
    assertThat(refusal.again()).contains(second.plus(Duration.ofHours(24)));
    assertThat(refusal.isOfPace()).isFalse();
  }

  private static DialSituation tried(Instant... at) {
    return new DialSituation(NumberKind.ORDINARY, false, List.of(at), 0, 0);
  }

  @Test
  void limits_of_pace_pass_by_themselves_and_come_last() {
    var full = new DialSituation(NumberKind.ORDINARY, false, List.of(), 5, 0);
    var fast = new DialSituation(NumberKind.ORDINARY, false, List.of(), 4, 2);
    var both = new DialSituation(NumberKind.ORDINARY, true, List.of(), 5, 2);
    assertThat(rules("+49").check(BERLIN, full, NOON)).map(DialRefusal::reason).contains("at-once");
    assertThat(rules("+49").check(BERLIN, fast, NOON))
        .map(DialRefusal::reason)
        .contains("too-fast");
    assertThat(rules("+49").check(BERLIN, fast, NOON)).map(DialRefusal::isOfPace).contains(true);
    assertThat(rules("+49").check(BERLIN, fast, NOON).orElseThrow().again())
        .contains(NOON.plusSeconds(1));
    assertThat(rules("+49").check(BERLIN, both, NOON))
        .map(DialRefusal::reason)
        .contains("do-not-call");
  }

  @Test
  void no_refusal_tells_the_number() {
    for (var at : List.of("2026-11-24T20:00:00Z", "2026-11-24T11:00:00Z"))
      check(BERLIN, tried(NOON, NOON, NOON), at)
          .ifPresent(
              refusal -> assertThat(refusal.toString() + refusal.detail()).doesNotContain("23125"));
  }

  @Test
  void hours_without_a_day_or_an_end_are_none() {
    assertThatThrownBy(() -> new CallingHours(LocalTime.NOON, LocalTime.NOON, Set.of(MONDAY)))
        .hasMessageContaining("expected: a later end");
    assertThatThrownBy(() -> new CallingHours(LocalTime.MIN, LocalTime.NOON, Set.of()))
        .hasMessageContaining("expected: one or more");
  }
}
