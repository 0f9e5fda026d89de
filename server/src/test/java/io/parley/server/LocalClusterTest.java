package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {
  @TempDir Path directory;

  @Test
  void a_shutdown_deadline_beyond_the_stop_timeout_is_refused() {
    var data = directory.resolve("data");
    var config =
        ConfigFactory.parseMap(
                Map.of(
                    "parley.data", data.toString(),
                    "parley.shutdown.deadline", "100s",
                    "parley.cluster.stop-timeout", "100s"))
            .withFallback(ProgramSettings.load(null, Map.of()).config())
            .resolve();
    try (var closers = new Closers()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LocalCluster.start(2, List.of(), config, closers))
          .withMessage(
              "parley.shutdown.deadline: 100s (expected: less than parley.cluster.stop-timeout,"
                  + " which is 100s)");
    }
    assertThat(data).doesNotExist();
  }
}
