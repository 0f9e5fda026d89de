package io.parley.knowledge.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.core.knowledge.document.FileIntake.Outcome;
import io.parley.core.knowledge.document.FileIntake.Upload;
import io.parley.core.knowledge.document.Written;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.KnowledgeSource.Kind;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns.Claim;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// In front of a server over a real socket, by the guarded way out.
class ExportReaderTest {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final GuardLimits LIMITS = new GuardLimits(WAIT, WAIT, WAIT, WAIT, 1 << 20);

  private final Pages pages = new Pages();
  private final List<Upload> uploads = new ArrayList<>();
  private Outcome outcome =
      new Outcome.Taken(new Written.Stored(List.of("a"), 2, 1, 4, 1), List.of("a draft"));
  private HttpServer server;
  private GuardedHttp http;
  private volatile String body = "{}";
  private volatile int status = 200;

  /// Pages in memory; their texts come by uploads.
  private static final class Pages implements SiteBook {
    private final Map<String, SeenPage> all = new TreeMap<>();

    @Override
    public CompletionStage<List<SeenPage>> pages() {
      return CompletableFuture.completedStage(List.copyOf(all.values()));
    }

    @Override
    public CompletionStage<Kept> put(SeenPage page, Optional<List<ReadDocument>> texts) {
      assertThat(texts).isEmpty();
      all.put(page.url(), page);
      return CompletableFuture.completedStage(new Kept.Done());
    }

    @Override
    public CompletionStage<Kept> remove(String url) {
      all.remove(url);
      return CompletableFuture.completedStage(new Kept.Done());
    }
  }

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    var authority = "127.0.0.1:" + server.getAddress().getPort();
    http =
        GuardedHttp.open(
            new GuardSettings(Allowed.of("allow", List.of(authority)), LIMITS, 32 << 10, 5, 16));
  }

  @AfterEach
  void close() {
    http.close();
    server.stop(0);
  }

  /// Its ETag is its length.
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var etag = "\"%d\"".formatted(body.length());
      exchange.getResponseHeaders().add("ETag", etag);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      exchange.sendResponseHeaders(status, 0);
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }

  @Test
  void it_is_taken_in_like_an_upload_and_an_unchanged_one_is_not() throws IOException {
    var first = read("/en/articles.json?page=1");
    assertThat(first)
        .isEqualTo(
            new SourceRun.Result(1, 3, 0, 4, 0, 0, 0, true, Optional.empty(), List.of("a draft")));
    assertThat(uploads)
        .containsExactly(
            new Upload(
                "help",
                "@desk/en/articles.json?page=1",
                Optional.of("application/json"),
                List.of("desk"),
                Optional.of("en")));
    assertThat(read("/en/articles.json?page=1").unchanged()).as("304").isEqualTo(1);
    pages.all.replaceAll((_, page) -> withoutTag(page));
    assertThat(read("/en/articles.json?page=1").unchanged()).as("equal bytes").isEqualTo(1);
    body = "{ }";
    assertThat(read("/en/articles.json?page=1").stored()).isEqualTo(3);
    assertThat(uploads).hasSize(2);
  }

  @Test
  void a_file_at_another_address_replaces_the_earlier_one_once_it_is_read() throws IOException {
    read("/old.json");
    status = 500;
    assertThat(read("/new.json").error())
        .contains("the server answered with status 500 (expected: 200)");
    assertThat(pages.all).hasSize(1);
    status = 200;
    read("/new.json");
    assertThat(pages.all.keySet()).singleElement().asString().endsWith("/new.json");
  }

  @Test
  void a_file_that_cannot_be_read_or_stored_is_asked_for_again() throws IOException {
    outcome = new Outcome.Unread(new Reading.Refused(Reading.Reason.DAMAGED, "no JSON"));
    assertThat(read("/a.json").error()).contains("no JSON");
    outcome = new Outcome.Taken(new Written.TooMany(4), List.of());
    assertThat(read("/a.json").error())
        .contains("there would be more than 4 documents (expected: fewer)");
    outcome = new Outcome.Taken(new Written.NoSuchCollection(), List.of());
    assertThat(read("/a.json").error()).contains("the collection was deleted");
    assertThat(pages.all).isEmpty();
    assertThat(uploads).hasSize(3);
  }

  private static SeenPage withoutTag(SeenPage page) {
    return new SeenPage(
        page.url(), Optional.empty(), Optional.empty(), page.hash(), List.of(), true, false);
  }

  private SourceRun.Result read(String path) throws IOException {
    var source =
        new KnowledgeSource(
            "desk",
            "help",
            Kind.EXPORT,
            URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path)),
            Optional.empty(),
            new KnowledgeSource.Reading(
                OptionalInt.empty(), List.of(), List.of("desk"), Optional.of("en")),
            Optional.empty());
    return new ExportReader(
            http,
            LIMITS,
            "ParleyBot",
            (_, upload, _, _) -> {
              uploads.add(upload);
              return CompletableFuture.completedStage(outcome);
            })
        .read(new Claim(TenantId.DEFAULT, source, "me", 1, false), pages);
  }
}
