package io.parley.persistence.archive;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Settings of object storage: `parley.archive`; see `reference.conf` for each key.
///
/// @param endpoint empty when Parley starts an object store of its own ([#embedded])
/// @param requestTimeout for one request, its body included
/// @param pageEvents how many events are read from the journal at once
/// @param parallelism how many sessions are archived or fetched at once; @param queueSize how many
///   may wait
/// @param fetchBytesMax how large an archive may be, unpacked, to be read as a whole
public record ArchiveSettings(
    Optional<URI> endpoint,
    String region,
    String bucket,
    String accessKey,
    String secretKey,
    Duration connectTimeout,
    Duration requestTimeout,
    int pageEvents,
    int parallelism,
    int queueSize,
    long fetchBytesMax) {
  private static final String ROOT = "parley.archive.";
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);

  /// Bucket naming rules of S3, without dots, which break TLS for virtual hosts.
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  public ArchiveSettings {
    endpoint.ifPresent(
        uri ->
            Expect.that(
                ROOT + "endpoint",
                ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/")),
                "http://host:port or https://host"));
    Expect.that(ROOT + "region", !region.isBlank(), "a region's name such as us-east-1");
    Expect.that(
        ROOT + "bucket",
        BUCKET.matcher(bucket).matches(),
        "3 to 63 lower-case letters, digits and hyphens");
    if (endpoint.isPresent()) {
      Expect.that(ROOT + "access-key", !accessKey.isBlank(), "the endpoint's access key");
      Expect.that(ROOT + "secret-key", !secretKey.isBlank(), "the endpoint's secret key");
    }
    Expect.between(ROOT + "connect-timeout", connectTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
    Expect.between(ROOT + "request-timeout", requestTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
    Expect.between(ROOT + "page-events", pageEvents, 1, 10_000);
    Expect.between(ROOT + "parallelism", parallelism, 1, 64);
    Expect.between(ROOT + "queue-size", queueSize, 1, 100_000);
    Expect.between(ROOT + "fetch-bytes-max", fetchBytesMax, 1L << 10, 1L << 30);
  }

  /// @param config the whole configuration
  public static ArchiveSettings from(Config config) {
    var own = config.getConfig("parley.archive");
    return new ArchiveSettings(
        uri(own.getString("endpoint").strip()),
        own.getString("region"),
        own.getString("bucket"),
        own.getString("access-key"),
        own.getString("secret-key"),
        own.getDuration("connect-timeout"),
        own.getDuration("request-timeout"),
        own.getInt("page-events"),
        own.getInt("parallelism"),
        own.getInt("queue-size"),
        own.getBytes("fetch-bytes-max"));
  }

  private static Optional<URI> uri(String text) {
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "%sendpoint: %s (expected: http://host:port or https://host)".formatted(ROOT, text), e);
    }
  }

  /// Whether no object store is configured, so that one must be started.
  public boolean embedded() {
    return endpoint.isEmpty();
  }

  /// The same settings with the endpoint and keys of the started object store.
  public ArchiveSettings at(URI startedEndpoint, String startedAccessKey, String startedSecretKey) {
    return new ArchiveSettings(
        Optional.of(startedEndpoint),
        region,
        bucket,
        startedAccessKey,
        startedSecretKey,
        connectTimeout,
        requestTimeout,
        pageEvents,
        parallelism,
        queueSize,
        fetchBytesMax);
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "ArchiveSettings[endpoint=%s, region=%s, bucket=%s]"
        .formatted(endpoint.map(URI::toString).orElse("embedded"), region, bucket);
  }
}
