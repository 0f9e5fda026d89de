package io.parley.voice.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A provider that is gone for a minute, with the settings of a trunk as they are delivered.
class TrunkOutageTest {
  private static final int MINUTE = 60;

  /// Between two checks, and a tenth more.
  private static final int CHECKED = 33;

  private static PlayedProvider registered(Duration grants) throws InterruptedException {
    var provider = new PlayedProvider(grants, ", register = true");
    provider.start();
    provider.pass(10);
    assertThat(provider.status().isRegistered()).isTrue();
    assertThat(provider.status().isUp()).isTrue();
    assertThat(provider.knowsUs()).isTrue();
    return provider;
  }

  private static void goneForAMinute(PlayedProvider provider, boolean forgets) {
    provider.goes();
    provider.pass(MINUTE);
    assertThat(provider.status().isUp()).isFalse();
    provider.returns(forgets);
  }

  @Test
  void a_registration_that_outlives_the_outage_stays_and_calls_come_at_once()
      throws InterruptedException {
    var provider = registered(Duration.ofHours(1));
    goneForAMinute(provider, false);
    assertThat(provider.status().isRegistered()).isTrue();
    assertThat(provider.knowsUs()).isTrue();
    provider.pass(CHECKED);
    assertThat(provider.status().isUp()).isTrue();
  }

  @Test
  void a_provider_that_has_forgotten_us_is_told_as_soon_as_a_check_is_answered()
      throws InterruptedException {
    var provider = registered(Duration.ofHours(1));
    goneForAMinute(provider, true);
    assertThat(provider.knowsUs()).isFalse();
    provider.pass(CHECKED);
    assertThat(provider.knowsUs()).isTrue();
  }

  @Test
  void a_registration_that_ends_meanwhile_is_told_and_taken_up_again() throws InterruptedException {
    var provider = registered(Duration.ofSeconds(30));
    goneForAMinute(provider, true);
    assertThat(provider.status().isRegistered()).isFalse();
    provider.pass(CHECKED);
    assertThat(provider.status().isRegistered()).isTrue();
    assertThat(provider.knowsUs()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void calls_out_pause_and_go_out_again(boolean forgets) throws InterruptedException {
    var provider = registered(Duration.ofHours(1));
    provider.goes();
    for (int i = 0; i < 12; i++) {
      call(provider, false);
      provider.pass(5);
    }
    assertThat(provider.trunks().forCallOut()).as("it pauses").isEmpty();
    provider.returns(forgets);
    provider.pass(30);
    assertThat(call(provider, true)).as("after its pause").isTrue();
    assertThat(provider.trunks().forCallOut()).hasSize(1);
    assertThat(provider.status().calls()).isZero();
  }

  /// A call out that is answered, or not, if the trunk takes one now.
  private static boolean call(PlayedProvider provider, boolean works) {
    var trunks = provider.trunks();
    var ways = trunks.forCallOut();
    if (ways.isEmpty()) return false;
    var trunk = ways.getFirst().trunk();
    trunks.beginsOut(trunk);
    if (works) trunks.worked(trunk);
    else trunks.failed(trunk);
    trunks.ended(trunk);
    return true;
  }

  @Test
  void a_trunk_that_is_not_checked_registers_by_its_own_pauses() throws InterruptedException {
    var provider = new PlayedProvider(Duration.ofSeconds(30), ", register = true, check-every = 0");
    provider.start();
    provider.pass(10);
    provider.goes();
    provider.pass(MINUTE);
    assertThat(provider.status().isRegistered()).isFalse();
    provider.returns(true);
    provider.pass(CHECKED);
    assertThat(provider.knowsUs()).isTrue();
  }
}
