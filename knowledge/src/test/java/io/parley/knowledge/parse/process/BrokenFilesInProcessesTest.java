package io.parley.knowledge.parse.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.sample.BrokenFiles;
import io.parley.knowledge.parse.sample.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every broken file in a process of its own, with a good file after each.
@Tag("long")
class BrokenFilesInProcessesTest {
  private static final byte[] GOOD = "# Good\n\nA text.\n".getBytes(UTF_8);

  @Test
  void each_ends_within_the_limits_and_the_next_file_is_read() throws Exception {
    var settings =
        new ParseSettings(
            64L << 20,
            Duration.ofSeconds(60),
            128L << 20,
            2,
            1_000,
            Duration.ofMinutes(3),
            2,
            Duration.ofMinutes(5),
            Read.LIMITS);
    var faults = new ArrayList<String>();
    try (var reader = IsolatedReader.create(settings)) {
      for (var file : BrokenFiles.all()) {
        var broken = reader.read(file.name(), Optional.empty(), file.bytes());
        var good = reader.read("good.md", Optional.empty(), GOOD).toCompletableFuture();
        var reading = broken.toCompletableFuture().get(3, TimeUnit.MINUTES);
        switch (reading) {
          case Reading.Refused refused -> {
            if (!file.reasons().isEmpty() && !file.reasons().contains(refused.reason()))
              faults.add(file.name() + ": " + refused);
          }
          case Reading.Read _ -> {
            if (!file.reasons().isEmpty()) faults.add(file.name() + " was read");
          }
        }
        assertThat(good.get(3, TimeUnit.MINUTES))
            .as("after %s", file)
            .isInstanceOf(Reading.Read.class);
      }
    }
    assertThat(faults).isEmpty();
  }
}
