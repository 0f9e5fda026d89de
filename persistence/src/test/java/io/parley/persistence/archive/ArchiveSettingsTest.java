package io.parley.persistence.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchiveSettingsTest {
  private static Config with(String overrides) {
    return ConfigFactory.parseString(overrides).withFallback(ConfigFactory.defaultReference());
  }

  @Test
  void the_defaults() {
    var defaults = ArchiveSettings.from(ConfigFactory.defaultReference());
    assertThat(defaults)
        .isEqualTo(
            new ArchiveSettings(
                Optional.empty(),
                "us-east-1",
                "parley-archive",
                "",
                "",
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                500,
                4,
                1_000,
                64L << 20));
    assertThat(defaults.embedded()).isTrue();
  }

  @Test
  void every_key() {
    assertThat(
            ArchiveSettings.from(
                with(
                    """
                    parley.archive {
                      endpoint = "https://s3.example.org", region = eu-1, bucket = other
                      access-key = a, secret-key = b, connect-timeout = 1s, request-timeout = 2s
                      page-events = 3, parallelism = 5, queue-size = 6, fetch-bytes-max = 7 MiB
                    }\
                    """)))
        .isEqualTo(
            new ArchiveSettings(
                Optional.of(URI.create("https://s3.example.org")),
                "eu-1",
                "other",
                "a",
                "b",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                3,
                5,
                6,
                7L << 20));
  }

  @Test
  void a_wrong_value_is_named_with_what_was_expected() {
    refuses("endpoint = \"s3.example.org\"", "parley.archive.endpoint");
    refuses("endpoint = \"ftp://s3\", access-key = a, secret-key = b", "parley.archive.endpoint");
    refuses(
        "endpoint = \"http://s3/path\", access-key = a, secret-key = b", "parley.archive.endpoint");
    refuses("endpoint = \"http://[\"", "parley.archive.endpoint");
    refuses("endpoint = \"http://s3\", secret-key = b", "parley.archive.access-key");
    refuses("endpoint = \"http://s3\", access-key = a", "parley.archive.secret-key");
    refuses("bucket = Not.A.Bucket", "parley.archive.bucket");
    refuses("region = \"\"", "parley.archive.region");
    refuses("connect-timeout = 1ms", "parley.archive.connect-timeout");
    refuses("request-timeout = 1d", "parley.archive.request-timeout");
    refuses("page-events = 0", "parley.archive.page-events: 0 (expected: 1 to 10000)");
    refuses("parallelism = 65", "parley.archive.parallelism: 65");
    refuses("queue-size = 0", "parley.archive.queue-size: 0");
    refuses("fetch-bytes-max = 1", "parley.archive.fetch-bytes-max: 1");
  }

  @Test
  void secrets_are_never_printed() {
    var settings =
        ArchiveSettings.from(ConfigFactory.defaultReference())
            .at(URI.create("http://127.0.0.1:9"), "access", "secret");
    assertThat(settings.embedded()).isFalse();
    assertThat(settings.toString()).contains("127.0.0.1:9").doesNotContain("access", "secret");
  }

  private static void refuses(String overrides, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArchiveSettings.from(with("parley.archive { " + overrides + " }")))
        .withMessageContaining(words)
        .withMessageContaining("expected");
  }
}
