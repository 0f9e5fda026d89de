package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Settings are refused before anything is created or started. The tests of each setting cover all
/// its errors.
class RefusedStartTest {
  @TempDir Path directory;

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            Map.of("parley.http.port", 99_999), "parley.http.port: 99999 (expected: 0 to 65535)"),
        Arguments.of(
            Map.of("parley.mode", "staging"),
            "parley.mode: staging (expected: development or production)"),
        Arguments.of(
            Map.of("parley.model.name", "scripted", "parley.model.scripted.chunks", 0),
            "parley.model.scripted.chunks: 0 (expected: 1 to 100000)"),
        Arguments.of(
            Map.of(
                "parley.mode", "production",
                "parley.model.name", "scripted",
                "parley.tokens.agent", "an-agent-token-for-the-tests",
                "parley.tokens.operator", "an-operator-token-for-the-tests"),
            "parley.model.name: scripted (expected: a real model; production refuses the script)"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_wrong_setting_is_reported_and_leaves_nothing_running(
      Map<String, ?> settings, String sentence) {
    var all = new HashMap<String, Object>(settings);
    all.put("parley.data", directory.resolve("data").toString());
    assertThatThrownBy(() -> Program.start(all)).hasMessage(sentence);
    assertThat(directory).isEmptyDirectory();
  }
}
