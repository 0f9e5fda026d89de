package io.parley.voice.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.voice.program.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs of Debian, against a mirror on this machine, and an apt and a dpkg that are scripts:
/// they answer as the real ones do. Packages are tar files here.
class DebianFetchTest {
  private static final String PROGRAM =
      """
      #!/bin/sh
      echo "$1 with $LD_LIBRARY_PATH and $SPEAKER_DATA"
      """;

  @TempDir Path root;
  private HttpServer mirror;
  private final Map<String, byte[]> packages = new HashMap<>();
  private final List<String> fetched = new CopyOnWriteArrayList<>();
  private final List<Long> progress = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(models());
    mirror = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    mirror.createContext("/", this::answer);
    mirror.start();
    packages.put("speaker", archive("usr/bin/speaker", PROGRAM));
    packages.put("libvoice", archive("usr/lib/x86_64-linux-gnu/libvoice.so.1", "a library"));
  }

  @AfterEach
  void stop() {
    mirror.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var name = exchange.getRequestURI().getPath().substring(1).replace(".deb", "");
    fetched.add(name);
    var bytes = packages.get(name);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void its_packages_are_fetched_unpacked_and_run_in_place() throws Exception {
    var program = fetch(speaker("libvoice.so.1"));
    assertThat(fetched).containsExactly("speaker", "libvoice");
    var run = program.start(List.of("hello"), "");
    assertThat(new String(run.finish(Duration.ofSeconds(10)), UTF_8))
        .startsWith("hello with " + models())
        .contains("/usr/lib/x86_64-linux-gnu")
        .contains(" and " + models())
        .endsWith("/usr/share/speaker\n");
    assertThat(progress.getLast())
        .isEqualTo(packages.values().stream().mapToLong(each -> each.length).sum());
    try (var left = Files.list(models())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .as("nothing half done is left")
          .containsExactlyInAnyOrder(".lock", speaker("libvoice.so.1").directory());
    }
  }

  @Test
  void an_existing_program_is_not_fetched_again() throws Exception {
    fetch(speaker("libvoice.so.1"));
    fetch(speaker("libvoice.so.1"));
    assertThat(fetched).hasSize(2);
  }

  @Test
  void installed_packages_are_not_fetched() throws Exception {
    fetch(speaker("libc.so.6"));
    assertThat(fetched).containsExactly("speaker");
    var sh = new DebianProgram("sh", "", "a shell", Map.of(), List.of(wanted("speaker", "")));
    assertThat(fetch(sh).file()).isExecutable();
    assertThat(fetched).hasSize(1);
  }

  @Test
  void a_package_with_a_wrong_checksum_is_deleted() throws Exception {
    var speaker = speaker("libvoice.so.1");
    var right = packages.get("libvoice");
    var other = right.clone();
    // the time in the head of gzip
    other[4]++;
    packages.put("libvoice", other);
    assertThatThrownBy(() -> fetch(speaker))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("libvoice=1 has the wrong content");
    assertThat(new ModelDirectory(models()).find(speaker)).isEmpty();

    // the other one is kept, and this one asked for again
    packages.put("libvoice", right);
    fetch(speaker);
    assertThat(fetched).containsExactly("speaker", "libvoice", "libvoice");
  }

  @Test
  void a_version_that_apt_does_not_offer_is_named() {
    var old =
        new DebianProgram(
            "oldies",
            "",
            "old",
            Map.of(),
            List.of(new DebianPackage("old", "0", "0".repeat(64), 1, "")));
    assertThatThrownBy(() -> fetch(old))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("does not offer old=0: exit code 100")
        .hasMessageContaining("apt-get update");
  }

  @Test
  void without_apt_the_failure_says_what_was_expected() {
    var nowhere = new AptClient(root.resolve("no-apt").toString(), "dpkg-deb");
    assertThatThrownBy(() -> fetch(speaker(""), nowhere))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("expected: Debian 12");
  }

  @Test
  void a_package_that_cannot_be_unpacked_leaves_no_program() throws Exception {
    packages.put("speaker", "no archive".getBytes(UTF_8));
    var speaker = speaker("libc.so.6");
    assertThatThrownBy(() -> fetch(speaker)).isInstanceOf(FetchFailure.class);
    assertThat(new ModelDirectory(models()).find(speaker)).isEmpty();
  }

  private Program fetch(DebianProgram wanted) throws Exception {
    return fetch(wanted, apt());
  }

  private Program fetch(DebianProgram wanted, AptClient apt) throws InterruptedException {
    var fetch =
        new ModelFetch(
            new ModelDirectory(models()),
            model -> {
              throw new AssertionError(model);
            },
            apt::address,
            apt);
    return fetch.fetch(wanted, progress::add);
  }

  private Path models() {
    return root.resolve("models");
  }

  private DebianProgram speaker(String library) {
    return new DebianProgram(
        "speaker",
        "MIT",
        "speaks",
        Map.of("SPEAKER_DATA", "usr/share/speaker"),
        List.of(wanted("speaker", ""), wanted("libvoice", library)));
  }

  private DebianPackage wanted(String name, String library) {
    var bytes = packages.get(name);
    return new DebianPackage(name, "1", sha256(bytes), bytes.length, library);
  }

  /// Answers as apt does: an address, a file, its length and its hash, or 100.
  private AptClient apt() throws IOException {
    var apt =
        script(
            "apt",
            """
            [ "$1 $2" = "--print-uris download" ] || exit 1
            case "$3" in
              old=*) echo "E: Version '0' for 'old' was not found" >&2; exit 100;;
            esac
            name="${3%%=*}"
            echo "'http://127.0.0.1:PORT/$name.deb' ${name}_1_amd64.deb 5 SHA256:00"
            """
                .replace("PORT", Integer.toString(mirror.getAddress().getPort())));
    var dpkg = script("dpkg", "[ \"$1\" = --extract ] || exit 1\nexec tar -xzf \"$2\" -C \"$3\"\n");
    return new AptClient(apt, dpkg);
  }

  private String script(String name, String text) throws IOException {
    var file = Files.writeString(root.resolve(name), "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  private static byte[] archive(String path, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      var content = text.getBytes(UTF_8);
      var entry = new TarArchiveEntry(path);
      entry.setSize(content.length);
      entry.setMode(0755);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
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
