package io.parley.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
  @Test
  void without_host_and_port_it_is_any_free_port_of_this_machine_alone() throws S3Failure {
    assertThat(S3Settings.parse(List.of("--directory", "/data/objects")))
        .isEqualTo(new S3Settings(Path.of("/data/objects"), "127.0.0.1", 0));
  }

  @Test
  void every_option_can_be_given_in_any_order() throws S3Failure {
    assertThat(
            S3Settings.parse(
                List.of("--port", "9000", "--directory", "/data/../objects", "--host", "::1")))
        .isEqualTo(new S3Settings(Path.of("/objects"), "::1", 9000));
  }

  @Test
  void a_missing_directory_is_named() {
    assertRefused("--directory is missing", "--port", "9000");
  }

  @Test
  void what_is_not_an_option_is_named() {
    assertRefused("--dir cannot be understood", "--dir", "/data");
    assertRefused("--port cannot be understood", "--directory", "/data", "--port");
  }

  @Test
  void a_port_out_of_range_is_named() {
    for (var port : List.of("65536", "-1", "http", "")) {
      assertRefused(
          "--port %s (expected: a number from 0 to 65535)".formatted(port),
          "--directory",
          "/data",
          "--port",
          port);
    }
  }

  private static void assertRefused(String beginning, String... args) {
    assertThatThrownBy(() -> S3Settings.parse(List.of(args)))
        .isInstanceOf(S3Failure.class)
        .hasMessageStartingWith(beginning);
  }
}
