package io.parley.knowledge.parse.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.knowledge.ReaderFailure;
import io.parley.core.knowledge.Reading;
import io.parley.core.knowledge.Reading.Reason;
import io.parley.core.knowledge.Reading.Refused;
import io.parley.knowledge.parse.sample.GoodFiles;
import io.parley.knowledge.parse.sample.OfficeFiles;
import io.parley.knowledge.parse.sample.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IsolatedReaderTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  /// A document of many paragraphs: small when packed, a large tree of objects.
  private static final byte[] LARGE = document(120_000);

  @Test
  void files_are_read_in_processes_that_leave_nothing_behind() throws Exception {
    List<ProcessHandle> children;
    try (var reader = IsolatedReader.create(settings(LONG, 128, 1))) {
      assertThat(read(reader, "a.md", "# Hi\n\nYou.".getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              Reading.Read.class,
              read -> assertThat(read.documents().getFirst().title()).contains("Hi"));
      await().until(() -> reader.spareCount() == 1);
      children = ProcessHandle.current().children().filter(IsolatedReaderTest::isParser).toList();
      assertThat(children).hasSize(1);
      var spare = children.getFirst();
      // no secret of this process is in its environment
      await().untilAsserted(() -> assertThat(environment(spare)).containsExactly("LANG=C.UTF-8"));
      if (Sandbox.find(1 << 20).networkless())
        assertThat(network(spare)).isNotEqualTo(network(ProcessHandle.current()));
      assertThat(read(reader, "a.docx", GoodFiles.docx()))
          .isInstanceOfSatisfying(
              Reading.Read.class,
              read -> assertThat(read.documents().getFirst().body()).contains("| Spain | 3 |"));
      assertThat(spare.isAlive()).isFalse();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.current().children().filter(IsolatedReaderTest::isParser))
                    .isEmpty());
    assertThat(directories()).isEmpty();
  }

  @Test
  void a_file_that_takes_all_memory_is_refused_and_the_next_one_is_read() throws Exception {
    try (var reader = IsolatedReader.create(settings(LONG, 32, 0))) {
      assertThat(read(reader, "a.docx", LARGE))
          .isEqualTo(
              new Refused(
                  Reason.TOO_COSTLY,
                  "it needs more memory than 32 MiB; expected: less. Split the file."));
      assertThat(read(reader, "a.txt", "small".getBytes(UTF_8))).isInstanceOf(Reading.Read.class);
    }
  }

  @Test
  void a_file_that_takes_too_long_is_refused() throws Exception {
    try (var reader = IsolatedReader.create(settings(Duration.ofMillis(100), 256, 0))) {
      assertThat(read(reader, "a.docx", LARGE))
          .isEqualTo(
              new Refused(
                  Reason.TOO_COSTLY, "it took longer than 0.1 s; expected: less. Split the file."));
    }
  }

  @Test
  void a_file_whose_process_is_killed_is_refused_and_the_next_one_is_read() throws Exception {
    try (var reader = IsolatedReader.create(settings(LONG, 512, 0))) {
      var reading = reader.read("a.docx", Optional.empty(), LARGE).toCompletableFuture();
      await().until(() -> !reader.working().isEmpty());
      var process = reader.working().getFirst();
      // it has the file: its answer is all that is missing
      await().until(() -> process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() > 300);
      process.destroyForcibly();
      assertThat(reading.get(1, TimeUnit.MINUTES))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_COSTLY));
      assertThat(read(reader, "a.txt", "small".getBytes(UTF_8))).isInstanceOf(Reading.Read.class);
    }
  }

  @Test
  void more_files_than_may_wait_fail_at_once_and_those_under_way_fail_when_it_closes()
      throws Exception {
    var readings = new ArrayList<CompletableFuture<Reading>>();
    try (var reader = IsolatedReader.create(settings(LONG, 512, 0))) {
      for (int i = 0; i < 4; i++)
        readings.add(reader.read("a.docx", Optional.empty(), LARGE).toCompletableFuture());
      assertThatThrownBy(() -> readings.get(3).get(1, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              ParseFailure.class,
              failure ->
                  assertThat(failure.category()).isEqualTo(ReaderFailure.Category.OVERLOADED));
      await().until(() -> !reader.working().isEmpty());
    }
    for (var reading : readings.subList(0, 3))
      assertThatThrownBy(() -> reading.get(1, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              ParseFailure.class,
              failure -> assertThat(failure.category()).isEqualTo(ReaderFailure.Category.CLOSED));
    assertThat(directories()).isEmpty();
  }

  @Test
  void a_file_that_waits_too_long_for_its_turn_is_to_be_sent_again() throws Exception {
    try (var reader = IsolatedReader.create(settings(LONG, 512, 0, Duration.ofMillis(100)))) {
      // the start of its process alone takes longer than the second one waits
      var first = reader.read("a.docx", Optional.empty(), document(5_000)).toCompletableFuture();
      var second = reader.read("b.txt", Optional.empty(), "b".getBytes(UTF_8));
      assertThat(first.get(1, TimeUnit.MINUTES)).isNotNull();
      assertThatThrownBy(() -> second.toCompletableFuture().get(1, TimeUnit.MINUTES))
          .cause()
          .isInstanceOfSatisfying(
              ParseFailure.class,
              failure ->
                  assertThat(failure.category()).isEqualTo(ReaderFailure.Category.OVERLOADED));
      assertThat(read(reader, "b.txt", "b".getBytes(UTF_8))).isInstanceOf(Reading.Read.class);
    }
  }

  @Test
  void a_process_ends_with_its_parent_and_removes_its_directory() throws Exception {
    var directory = Files.createTempDirectory("parley-orphan-");
    Files.writeString(directory.resolve("left"), "something");
    var process =
        new ProcessBuilder(
                ParserCommand.of(settings(LONG, 64, 0), new Sandbox(List.of(), false), directory))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.getInputStream().read()).isEqualTo(Frames.READY);
    // as the kernel does when the parent ends
    process.getOutputStream().close();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(directory).doesNotExist();
  }

  @Test
  void a_file_over_the_limit_needs_no_process() {
    try (var reader = IsolatedReader.create(settings(LONG, 64, 0))) {
      assertThat(
              reader
                  .read("a", Optional.empty(), new byte[(8 << 20) + 1])
                  .toCompletableFuture()
                  .join())
          .isEqualTo(
              new Refused(
                  Reason.TOO_LARGE,
                  "it has 8,388,609 bytes; expected: at most 8,388,608. Split it."));
    }
  }

  private static ParseSettings settings(Duration time, int heapMib, int spares) {
    return settings(time, heapMib, spares, LONG);
  }

  private static ParseSettings settings(Duration time, int heapMib, int spares, Duration wait) {
    return new ParseSettings(
        8L << 20, time, (long) heapMib << 20, 1, 2, wait, spares, LONG, Read.LIMITS_WIDE);
  }

  private static Reading read(IsolatedReader reader, String name, byte[] bytes) throws Exception {
    try {
      return reader
          .read(name, Optional.empty(), bytes)
          .toCompletableFuture()
          .get(2, TimeUnit.MINUTES);
    } catch (CompletionException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] document(int paragraphs) {
    var random = new Random(1);
    var body = new StringBuilder();
    for (int i = 0; i < paragraphs; i++)
      body.append("<w:p><w:r><w:t>").append(random.nextLong()).append("</w:t></w:r></w:p>");
    try {
      return OfficeFiles.with(
          GoodFiles.docx(),
          "word/document.xml",
          "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
              + "<w:body>"
              + body
              + "</w:body></w:document>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isParser(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())))
          .contains("ParserMain");
    } catch (IOException _) {
      return false; // it has ended
    }
  }

  private static List<String> environment(ProcessHandle process) throws IOException {
    return List.of(
        Files.readString(Path.of("/proc/%d/environ".formatted(process.pid()))).split("\0"));
  }

  private static Path network(ProcessHandle process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/%d/ns/net".formatted(process.pid())));
  }

  /// Of this process alone: other builds parse too.
  private static List<Path> directories() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .startsWith("parley-parse-" + ProcessHandle.current().pid()))
          .toList();
    }
  }
}
