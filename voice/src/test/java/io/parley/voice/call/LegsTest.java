package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.Keyed;
import io.parley.core.turn.CallEvent.Muted;
import io.parley.core.turn.CallEvent.StopTalking;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.keypad.KeyOrder;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LegsTest {
  private static final int RATE = 16_000;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final List<String> heard = new ArrayList<>();
  private final Legs legs = new Legs(RATE, EchoSettings.none(), new Heard());
  private final SteadyLeg first = new SteadyLeg(RATE, 1);

  @Test
  void a_leg_is_present_from_the_moment_it_is_ready_until_it_is_gone() {
    legs.join(first, Party.CUSTOMER);
    assertThat(heard).containsExactly("ready 1");
    assertThat(legs.present()).isEmpty();
    assertThat(legs.ready(1)).as("the call begins").isTrue();
    legs.join(new SteadyLeg(RATE, 2), Party.OPERATOR);
    assertThat(legs.ready(2)).as("the call begins").isFalse();
    assertThat(Stream.of(legs.present()).map(CallLeg::number)).containsExactly(1, 2);
    assertThat(legs.gone(2)).as("a customer is left").isTrue();
    assertThat(Stream.of(legs.present()).map(CallLeg::number)).containsExactly(1);
    assertThat(legs.ready(2)).as("a leg that is gone").isFalse();
    assertThat(legs.present()).hasSize(1);
    assertThat(heard).containsExactly("ready 1", "ready 2", "gone 2");
  }

  @Test
  void keys_are_pressed_once_for_each_order_where_the_customers_end_can() {
    var customer = new FakeLeg();
    var operator = new FakeLeg();
    operator.pressedMax = 10;
    customer.pressedMax = 5;
    legs.join(operator, Party.OPERATOR);
    legs.join(customer, Party.CUSTOMER);
    assertThat(legs.press(new KeyOrder("one", "12#")).keys()).contains("12#");
    assertThat(legs.press(new KeyOrder("one", "12#")).keys()).contains("12#");
    assertThat(legs.press(new KeyOrder("two", "123")).keys()).as("too many").contains("12");
    assertThat(legs.press(new KeyOrder("three", "1")).keys()).as("no way").contains("");
    assertThat(customer.pressed).containsExactly('1', '2', '#', '1', '2');
    assertThat(operator.pressed).isEmpty();
  }

  @Test
  void a_call_begins_with_the_first_customer_and_is_over_without_the_last() {
    legs.join(new SteadyLeg(RATE, 2), Party.OPERATOR);
    assertThat(legs.ready(1)).as("the call begins").isFalse();
    legs.join(first, Party.CUSTOMER);
    legs.join(new SteadyLeg(RATE, 3), Party.CUSTOMER);
    assertThat(legs.ready(3)).as("the call begins").isTrue();
    assertThat(legs.ready(2)).as("the call begins").isFalse();
    assertThat(legs.gone(3)).as("a customer is left").isTrue();
    assertThat(legs.gone(2)).as("a customer is left").isFalse();
    assertThat(legs.delay()).as("of the last customer's leg").isEqualTo(first.delay());
    legs.close();
    assertThat(first.gone).isCompletedWithValue(Leg.Gone.CLOSED);
  }

  @Test
  void a_customer_is_muted_on_whichever_leg_they_speak() {
    legs.join(first, Party.CUSTOMER);
    legs.join(new SteadyLeg(RATE, 2), Party.OPERATOR);
    legs.join(new SteadyLeg(RATE, 3), Party.CUSTOMER);
    for (int leg = 1; leg <= 3; leg++) legs.ready(leg);
    legs.gone(1);
    legs.mute(true);
    assertThat(Stream.of(legs.present()).filter(CallLeg::isHeard).map(CallLeg::number))
        .containsExactly(2);
    legs.mute(false);
    assertThat(legs.present()).allMatch(CallLeg::isHeard);
  }

  @Test
  void events_of_a_leg_have_its_number() {
    legs.join(first, Party.CUSTOMER);
    var second = new SteadyLeg(RATE, 2);
    legs.join(second, Party.CUSTOMER);
    second.listener.accept(new LegEvent.Held(true));
    assertThat(heard).containsExactly("ready 1", "ready 2", "told 2 Held[held=true]");
  }

  @Test
  void a_ninth_leg_is_closed() {
    for (int i = 0; i < 8; i++) legs.join(new SteadyLeg(RATE, i), Party.OPERATOR);
    legs.join(first, Party.CUSTOMER);
    assertThat(first.gone).isCompletedWithValue(Leg.Gone.CLOSED);
    assertThat(heard).hasSize(8);
  }

  @Test
  void a_leg_takes_the_place_of_the_customers_others_once_it_is_ready() {
    customerAndHuman();
    legs.ready(1);
    legs.ready(2);
    legs.join(new SteadyLeg(RATE, 3), Party.CUSTOMER, true);
    assertThat(first.gone).isNotDone();
    assertThat(legs.ready(3)).as("the call begins").isFalse();
    assertThat(first.gone).isCompletedWithValue(Leg.Gone.CLOSED);
    assertThat(Stream.of(legs.present()).map(CallLeg::number)).containsExactly(2, 3);
    assertThat(legs.gone(1)).as("a customer is left").isTrue();
  }

  @Test
  void keys_of_customers_are_heard() {
    customerAndHuman();
    var five = new LegEvent.Digit('5', Duration.ofMillis(80));
    assertThat(told(1, five)).containsExactly(new Keyed('5', NOON));
    assertThat(told(2, five)).isEmpty();
    assertThat(told(3, five)).as("of a leg that is gone").isEmpty();
  }

  @Test
  void a_call_is_muted_when_no_customer_can_be_heard() {
    customerAndHuman();
    legs.join(new SteadyLeg(RATE, 3), Party.CUSTOMER);
    assertThat(told(1, new LegEvent.Muted(true))).isEmpty();
    assertThat(told(3, new LegEvent.Muted(true))).containsExactly(new Muted(true, NOON));
    assertThat(told(2, new LegEvent.Muted(true))).isEmpty();
    assertThat(told(1, new LegEvent.Muted(false))).containsExactly(new Muted(false, NOON));
    assertThat(told(3, new LegEvent.Muted(false))).isEmpty();
  }

  @Test
  void customers_who_join_and_leave_change_whether_anyone_is_heard() {
    legs.join(first, Party.CUSTOMER);
    assertThat(legs.change(NOON)).isEmpty();
    assertThat(told(1, new LegEvent.Muted(true))).containsExactly(new Muted(true, NOON));
    legs.join(new SteadyLeg(RATE, 2), Party.OPERATOR);
    assertThat(legs.change(NOON)).isEmpty();
    legs.join(new SteadyLeg(RATE, 3), Party.CUSTOMER);
    assertThat(legs.change(NOON)).contains(new Muted(false, NOON));
    legs.gone(3);
    assertThat(legs.change(NOON)).contains(new Muted(true, NOON));
    legs.gone(1);
    assertThat(legs.change(NOON)).isEmpty();
  }

  @Test
  void the_agent_stops_talking_when_no_customer_listens() {
    customerAndHuman();
    assertThat(told(2, new LegEvent.Held(true))).isEmpty();
    assertThat(told(1, new LegEvent.Held(true)))
        .containsExactly(new StopTalking(NOON), new Muted(true, NOON));
    assertThat(told(1, new LegEvent.Held(false))).containsExactly(new Muted(false, NOON));
  }

  @Test
  void transfers_are_refused() {
    customerAndHuman();
    var answers = new ArrayList<Boolean>();
    assertThat(told(1, new LegEvent.TransferAsked("sip:kim@example.com", answers::add))).isEmpty();
    assertThat(answers).containsExactly(false);
  }

  @Test
  void packets_of_legs_that_left_are_counted() {
    legs.join(new SteadyLeg(8_000, 1), Party.CUSTOMER);
    legs.join(new SteadyLeg(48_000, 1), Party.CUSTOMER);
    legs.gone(2);
    assertThat(legs.stats()).isEqualTo(new LegStats(20, 2, 4, 6, 48));
    assertThat(legs.delay()).isEqualTo(Duration.ofMillis(80));
  }

  @Test
  void the_delay_is_that_of_the_slowest_customer() {
    legs.join(new SteadyLeg(8_000, 1), Party.CUSTOMER);
    legs.join(new SteadyLeg(16_000, 1), Party.CUSTOMER);
    legs.join(new SteadyLeg(48_000, 1), Party.OPERATOR);
    assertThat(legs.delay()).isEqualTo(Duration.ofMillis(160));
  }

  private void customerAndHuman() {
    legs.join(first, Party.CUSTOMER);
    legs.join(new SteadyLeg(RATE, 2), Party.OPERATOR);
  }

  private List<CallEvent> told(int leg, LegEvent event) {
    return Stream.of(legs.told(leg, event, NOON), legs.change(NOON))
        .flatMap(Optional::stream)
        .toList();
  }

  private final class Heard implements Legs.Listener {
    @Override
    public void ready(int leg) {
      heard.add("ready " + leg);
    }

    @Override
    public void told(int leg, LegEvent event) {
      heard.add("told " + leg + " " + event);
    }

    @Override
    public void gone(int leg, Leg.Gone how) {
      heard.add("gone " + leg);
    }
  }
}
