package io.parley.voice.sip.trunk;

import static io.parley.voice.sip.trunk.MadeTrunks.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.trunk.Checking.Health;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrunkStateTest {
  private static TrunkState up(String name, String more) {
    return new TrunkState(MadeTrunks.named(name, more), Health.UP, true, Load.NONE);
  }

  private static TrunkState with(TrunkState state, Load load) {
    return new TrunkState(state.trunk(), state.health(), state.isRegistered(), load);
  }

  private static List<String> order(Instant at, TrunkState... states) {
    return TrunkState.forCallOut(Stream.of(states).toList(), at).stream().map(Trunk::name).toList();
  }

  @Test
  void the_lowest_priority_is_first_and_then_the_lowest_share_of_calls() {
    var busy = new Load(10, List.of(), List.of(), 0, Instant.MIN);
    assertThat(
            order(
                START,
                with(up("a", ", priority = 2, calls = 20"), busy),
                with(up("b", ", priority = 2, calls = 100"), busy),
                up("c", ", priority = 1")))
        .containsExactly("c", "b", "a");
  }

  @Test
  void what_seems_down_or_is_not_registered_comes_last_but_is_tried() {
    var down =
        new TrunkState(MadeTrunks.named("a", ", priority = 1"), Health.DOWN, true, Load.NONE);
    var lapsed =
        new TrunkState(MadeTrunks.named("b", ", priority = 2"), Health.UP, false, Load.NONE);
    var unknown =
        new TrunkState(MadeTrunks.named("c", ", priority = 3"), Health.UNKNOWN, true, Load.NONE);
    assertThat(order(START, down, lapsed, unknown)).containsExactly("c", "a", "b");
  }

  @Test
  void a_trunk_without_a_host_gets_no_calls_out() {
    var trunk = TrunkSettingsTest.read("trunks.a.peers = [\"192.0.2.1\"]").trunks().getFirst();
    assertThat(order(START, new TrunkState(trunk, Health.UNKNOWN, true, Load.NONE))).isEmpty();
  }

  @Test
  void a_full_trunk_gets_none_until_a_call_ends() {
    var state = up("a", ", calls = 2, calls-per-second = 9");
    var limits = state.trunk().limits();
    var full = Load.NONE.beganIn(START).beganOut(limits, START);
    assertThat(full.takesIn(limits, START)).isFalse();
    assertThat(order(START, with(state, full))).isEmpty();
    assertThat(order(START, with(state, full.ended()))).containsExactly("a");
    assertThat(full.ended().takesIn(limits, START)).isTrue();
  }

  @Test
  void calls_a_second_are_counted_in_each_second() {
    var state = up("a", ", calls-per-second = 2");
    var limits = state.trunk().limits();
    var load = Load.NONE.beganOut(limits, START).beganOut(limits, START.plusMillis(500));
    assertThat(order(START.plusMillis(999), with(state, load))).isEmpty();
    assertThat(order(START.plusMillis(1_000), with(state, load))).containsExactly("a");
    var third = load.beganOut(limits, START.plusMillis(1_000));
    assertThat(order(START.plusMillis(1_499), with(state, third))).isEmpty();
    assertThat(order(START.plusMillis(1_500), with(state, third))).containsExactly("a");
  }

  @Test
  void calls_in_a_second_are_counted_apart_from_calls_out() {
    var state = up("a", ", calls-in-per-second = 2, calls-per-second = 1");
    var limits = state.trunk().limits();
    var load = Load.NONE.beganIn(START).beganIn(START.plusMillis(500)).ended().ended();
    assertThat(load.takesIn(limits, START.plusMillis(999))).isFalse();
    assertThat(load.takesIn(limits, START.plusMillis(1_000))).isTrue();
    var third = load.beganIn(START.plusMillis(1_000));
    assertThat(third.takesIn(limits, START.plusMillis(1_499))).isFalse();
    assertThat(third.takesIn(limits, START.plusMillis(1_500))).isTrue();
    assertThat(order(START.plusMillis(500), with(state, load))).containsExactly("a");
    var out = Load.NONE.beganOut(limits, START);
    assertThat(out.takesIn(limits, START)).isTrue();
    assertThat(out.beganIn(START).beganIn(START).takesIn(limits, START)).isFalse();
  }

  @Test
  void failures_in_a_row_pause_it_then_one_call_probes_it_and_a_success_opens_it() {
    var state = up("a", ", failures = 2, pause = 30s, calls-per-second = 9");
    var limits = state.trunk().limits();
    var once = Load.NONE.failed(limits, START);
    assertThat(order(START, with(state, once))).containsExactly("a");
    assertThat(order(START, with(state, once.worked().failed(limits, START)))).isNotEmpty();
    var paused = once.failed(limits, START);
    assertThat(order(START.plusSeconds(29), with(state, paused))).isEmpty();
    var after = START.plusSeconds(30);
    assertThat(order(after, with(state, paused))).containsExactly("a");
    var probed = paused.beganOut(limits, after);
    assertThat(order(after.plusSeconds(1), with(state, probed))).as("one at a time").isEmpty();
    assertThat(order(after.plusSeconds(1), with(state, probed.worked()))).containsExactly("a");
    assertThat(order(after.plusSeconds(29), with(state, probed.failed(limits, after)))).isEmpty();
  }
}
