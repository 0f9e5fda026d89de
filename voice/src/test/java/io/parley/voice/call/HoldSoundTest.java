package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.voice.echo.EchoSettings;
import org.junit.jupiter.api.Test;

class HoldSoundTest {
  private static final int RATE = 16_000;
  private static final short TUNE = 3_000;

  private final SteadyLeg caller = new SteadyLeg(RATE, 1_000);
  private final SteadyLeg colleague = new SteadyLeg(RATE, 2_000);
  private final CallLeg one = new CallLeg(1, Party.CUSTOMER, caller, RATE, EchoSettings.none());
  private final CallLeg two = new CallLeg(2, Party.HUMAN, colleague, RATE, EchoSettings.none());

  private static HoldSound playing(short... tune) {
    var nobody =
        new Player.Listener() {
          @Override
          public void sounds(int reply) {
            throw new AssertionError("there is no summary");
          }

          @Override
          public void dry(int reply) {
            throw new AssertionError("there is no summary");
          }

          @Override
          public void over(int reply) {
            throw new AssertionError("there is no summary");
          }
        };
    return new HoldSound(new HoldMusic.Loop(tune), new Player(RATE, nobody), RATE / 50);
  }

  @Test
  void two_people_who_talk_are_left_to_themselves() {
    var sound = playing(TUNE);
    one.mute(true);
    assertThat(sound.tickAmongPeople(legs(one, two))).isFalse();
    assertThat(sound.tickAmongPeople(legs(one))).isFalse();
    assertThat(sound.tickAmongPeople(legs())).isFalse();
    assertThat(caller.heard).isEqualTo(SteadyLeg.NOTHING);
  }

  @Test
  void either_hears_music_while_the_other_holds() {
    var sound = playing(TUNE);
    two.hold(true);
    assertThat(sound.tickAmongPeople(legs(one, two))).isTrue();
    assertThat(caller.heard).isEqualTo(TUNE);
    assertThat(colleague.rested).isEqualTo(1);
    two.hold(false);
    one.hold(true);
    assertThat(sound.tickAmongPeople(legs(one, two))).isTrue();
    assertThat(colleague.heard).isEqualTo(TUNE);
    assertThat(caller.heard).isEqualTo(SteadyLeg.NOTHING);
    one.hold(false);
    assertThat(sound.tickAmongPeople(legs(one, two))).isFalse();
  }

  @Test
  void nobody_is_sent_anything_while_both_hold() {
    one.hold(true);
    two.hold(true);
    assertThat(playing(TUNE).tickAmongPeople(legs(one, two))).isTrue();
    assertThat(caller.rested).isEqualTo(1);
    assertThat(colleague.rested).isEqualTo(1);
  }

  @Test
  void without_a_file_the_hold_is_silent() {
    two.hold(true);
    assertThat(playing().tickAmongPeople(legs(one, two))).isTrue();
    assertThat(caller.rested).isEqualTo(1);
  }

  @Test
  void of_three_people_two_talk_on() {
    var third =
        new CallLeg(3, Party.OPERATOR, new SteadyLeg(RATE, 4_000), RATE, EchoSettings.none());
    two.hold(true);
    assertThat(playing(TUNE).tickAmongPeople(legs(one, two, third))).isFalse();
    third.hold(true);
    assertThat(playing(TUNE).tickAmongPeople(legs(one, two, third))).isTrue();
    assertThat(caller.heard).isEqualTo(TUNE);
  }

  private static CallLeg[] legs(CallLeg... legs) {
    return legs;
  }
}
