package io.parley.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.bench.Comparison.Figure;
import io.parley.bench.Comparison.Measured;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowSecurityCommandTest {
  private static final String RATE = "turns/s";

  private static Measured measured(String load, boolean isEnabled, double rate) {
    return new Measured(load, isEnabled, List.of(new Figure(RATE, rate)), true);
  }

  /// Two pairs of two loads, in the order of the command.
  private static Comparison comparison() {
    return new Comparison(
        List.of(
            measured("1 session", true, 700),
            measured("1 session", false, 701),
            measured("50 sessions", true, 1_600),
            measured("50 sessions", false, 2_000),
            measured("1 session", false, 703),
            measured("1 session", true, 702),
            measured("50 sessions", false, 1_000),
            measured("50 sessions", true, 900)));
  }

  @Test
  void each_state_comes_first_in_every_other_pair() {
    var states = new ArrayList<Boolean>();
    for (int pair = 0; pair < 4; pair++) states.addAll(RowSecurityCommand.order(pair));
    assertThat(states).containsExactly(true, false, false, true, true, false, false, true);
  }

  @Test
  void values_of_both_states_are_paired_by_load_whichever_came_first() {
    var one = comparison().paired("1 session", RATE);
    assertThat(one.first()).containsExactly(700.0, 702.0);
    assertThat(one.second()).containsExactly(701.0, 703.0);
    assertThat(comparison().paired("50 sessions", RATE).ratios().values())
        .containsExactly(0.8, 0.9);
  }

  @Test
  void each_load_has_a_table_of_medians_and_ratios() {
    var bytes = new ByteArrayOutputStream();
    comparison().print(new PrintStream(bytes, true, UTF_8));
    var lines = bytes.toString(UTF_8).lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("1 session ");
    assertThat(lines.get(2)).startsWith("50 sessions ");
    assertThat(lines.get(3).strip().replaceAll("[ |]+", " "))
        .isEqualTo("turns/s 1250.000 1500.000 0.833 0.850 0.825 to 0.875 0.800 to 0.900");
  }

  @Test
  void one_measurement_that_went_wrong_spoils_the_comparison() {
    assertThat(comparison().isClean()).isTrue();
    var all = new ArrayList<Measured>(comparison().measured());
    all.add(new Measured("1 session", true, List.of(), false));
    assertThat(new Comparison(all).isClean()).isFalse();
  }

  @Test
  void the_json_has_every_measurement() {
    var json = comparison().json();
    assertThat(json).hasSize(8);
    assertThat(json.get(7).path("load").asText()).isEqualTo("50 sessions");
    assertThat(json.get(7).path("enabled").asBoolean()).isTrue();
    assertThat(json.get(7).path("figures").path(RATE).asDouble()).isEqualTo(900);
  }

  @Test
  void wrong_options_are_refused_before_a_server_starts() {
    assertThat(refusal("--pairs", "3")).contains("--pairs: 3 (expected: an even number ≥ 2)");
    assertThat(refusal("--pairs", "0")).contains("--pairs: 0 (expected: an even number ≥ 2)");
    assertThat(refusal("--sessions", "1,0")).contains("--sessions: [1, 0] (expected: ≥ 1)");
    assertThat(refusal("--wake", "-1")).contains("--wake: -1 (expected: ≥ 0)");
  }

  private static String refusal(String... options) {
    var line = Bench.commandLine();
    var errors = new StringWriter();
    line.setErr(new PrintWriter(errors, true));
    var arguments = new ArrayList<String>(List.of(options));
    arguments.addFirst("row-security");
    assertThat(line.execute(arguments.toArray(String[]::new))).isEqualTo(2);
    return errors.toString();
  }
}
