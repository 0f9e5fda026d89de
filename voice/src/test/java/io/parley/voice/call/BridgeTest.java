package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.core.party.Party;
import io.parley.voice.echo.EchoSettings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BridgeTest {
  private static final int RATE = 16_000;
  private static final boolean SPEAKS = true;

  private final Bridge bridge = new Bridge(RATE / 50);
  private final short[] said = new short[RATE / 50];
  private final short[] ear = new short[RATE / 50];
  private final short[] otherEar = new short[RATE / 50];

  @Test
  void each_leg_hears_the_agent_and_all_other_legs() {
    var one = new SteadyLeg(RATE, 1_000);
    var two = new SteadyLeg(RATE, 2_000);
    var three = new SteadyLeg(RATE, 4_000);
    tick(SPEAKS, customer(one), customer(two), human(three));
    assertThat(one.heard).isEqualTo((short) 6_100);
    assertThat(two.heard).isEqualTo((short) 5_100);
    assertThat(three.heard).isEqualTo((short) 3_100);
  }

  @Test
  void customers_and_others_are_listened_to_apart() {
    tick(
        SPEAKS,
        customer(new SteadyLeg(RATE, 1_000)),
        customer(new SteadyLeg(RATE, 2_000)),
        human(new SteadyLeg(RATE, 4_000)));
    assertThat(ear).containsOnly(3_000);
    assertThat(otherEar).containsOnly(4_000);
    tick(SPEAKS, human(new SteadyLeg(RATE, 4_000)));
    assertThat(ear).containsOnly(0);
  }

  @Test
  void a_leg_without_sound_to_play_rests() {
    var speaker = new SteadyLeg(RATE, 1_000);
    var listener = new SteadyLeg(RATE, SteadyLeg.NOTHING);
    tick(!SPEAKS, customer(speaker), human(listener));
    assertThat(speaker.rested).isEqualTo(1);
    assertThat(listener.rested).isZero();
    assertThat(listener.heard).isEqualTo((short) 1_000);
  }

  @Test
  void a_muted_leg_hears_and_is_not_heard() {
    var one = new SteadyLeg(RATE, 1_000);
    var two = new SteadyLeg(RATE, 2_000);
    var muted = customer(one);
    muted.mute(true);
    tick(SPEAKS, muted, human(two));
    assertThat(ear).containsOnly(0);
    assertThat(two.heard).isEqualTo((short) 100);
    assertThat(one.heard).isEqualTo((short) 2_100);
  }

  @Test
  void a_leg_on_hold_neither_hears_nor_is_heard() {
    var one = new SteadyLeg(RATE, 1_000);
    var two = new SteadyLeg(RATE, 2_000);
    var held = human(one);
    held.hold(true);
    tick(SPEAKS, held, customer(two));
    assertThat(one.heard).isEqualTo(SteadyLeg.NOTHING);
    assertThat(two.heard).isEqualTo((short) 100);
    held.hold(false);
    tick(SPEAKS, held, customer(two));
    assertThat(one.heard).isEqualTo((short) 2_100);
    assertThat(two.heard).isEqualTo((short) 1_100);
  }

  @Test
  void sums_do_not_overflow() {
    var one = new SteadyLeg(RATE, -30_000);
    tick(
        !SPEAKS,
        customer(one),
        customer(new SteadyLeg(RATE, 30_000)),
        customer(new SteadyLeg(RATE, 30_000)),
        customer(new SteadyLeg(RATE, 30_000)));
    assertThat(one.heard).isEqualTo(Short.MAX_VALUE);
    assertThat(ear).containsOnly(Short.MAX_VALUE);
  }

  @Test
  void legs_of_different_sample_rates_hear_each_other() {
    var telephone = new SteadyLeg(8_000, 1_000);
    var browser = new SteadyLeg(48_000, 2_000);
    var legs = new CallLeg[] {customer(telephone), human(browser)};
    // until the filters have seen enough
    for (int i = 0; i < 5; i++) tick(SPEAKS, legs);
    assertThat((int) telephone.heard).isCloseTo(2_100, within(21));
    assertThat((int) browser.heard).isCloseTo(1_100, within(11));
    assertThat((int) ear[100]).isCloseTo(1_000, within(10));
  }

  private void tick(boolean speaks, CallLeg... legs) {
    Arrays.fill(said, (short) 100);
    bridge.tick(legs, speaks, said, ear, otherEar);
  }

  private static CallLeg customer(SteadyLeg leg) {
    return new CallLeg(1, Party.CUSTOMER, leg, RATE, EchoSettings.none());
  }

  private static CallLeg human(SteadyLeg leg) {
    return new CallLeg(2, Party.OPERATOR, leg, RATE, EchoSettings.none());
  }
}
