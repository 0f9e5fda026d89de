package io.parley.knowledge.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.core.knowledge.document.FileIntake.Outcome;
import io.parley.core.knowledge.document.FileIntake.Upload;
import io.parley.core.knowledge.document.Written;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.KnowledgeSource.Kind;
import io.parley.core.knowledge.site.KnowledgeSource.Login;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns.Claim;
import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.crawl.CrawlSettings;
import io.parley.knowledge.crawl.CrawlTime;
import io.parley.knowledge.parse.sample.Read;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// In front of a server over a real socket, by the guarded way out.
class ExportReaderTest {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final GuardLimits LIMITS = new GuardLimits(WAIT, WAIT, WAIT, WAIT, 1 << 20);
  private static final CrawlSettings MANNERS =
      new CrawlSettings(
          "ParleyBot", Duration.ofSeconds(1), Duration.ofSeconds(30), 100, 20, 1 << 20, 5);

  private static final String ZENDESK = "/help_center/articles?page[size]=1";
  private final Pages pages = new Pages();
  private final List<Upload> uploads = new ArrayList<>();
  private Outcome outcome =
      new Outcome.Taken(new Written.Stored(List.of("a"), 2, 1, 4, 1), List.of("a draft"));
  private HttpServer server;
  private GuardedHttp http;
  private volatile String body = "{}";
  private volatile int status = 200;

  /// Answers by path and query, in place of `body`.
  private final Map<String, String> lists = new ConcurrentHashMap<>();

  /// Requests that are answered with `status` first, and then in earnest.
  private final AtomicInteger refusals = new AtomicInteger();

  private boolean cancelled;
  private volatile String retryAfter = "7";
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
  private final List<String> taken = new ArrayList<>();
  private final Hours time = new Hours();
  private final Map<String, String> values = new TreeMap<>();
  private Optional<Login> login = Optional.empty();
  private OptionalInt pagesMax = OptionalInt.empty();

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

  /// Waiting takes no time.
  private static final class Hours implements CrawlTime {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private Duration waited = Duration.ZERO;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void await(Instant then) {
      waited = waited.plus(Duration.between(now, then));
      now = then;
    }
  }

  /// Those of `values`, for the host of the test's server alone.
  private final class Known implements Secrets {
    @Override
    public CompletionStage<Optional<String>> reveal(TenantId tenant, String name, URI target) {
      assertThat(target.getRawAuthority()).isEqualTo(authority());
      return CompletableFuture.completedStage(Optional.ofNullable(values.get(name)));
    }

    @Override
    public CompletionStage<Stored> put(
        TenantId tenant, String name, SecretHost host, String value) {
      throw new UnsupportedOperationException("a reader stores no secrets");
    }

    @Override
    public CompletionStage<List<Listed>> list(TenantId tenant) {
      throw new UnsupportedOperationException("a reader lists no secrets");
    }

    @Override
    public CompletionStage<Boolean> delete(TenantId tenant, String name) {
      throw new UnsupportedOperationException("a reader deletes no secrets");
    }
  }

  private String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    http =
        GuardedHttp.open(
            new GuardSettings(Allowed.of("allow", List.of(authority())), LIMITS, 32 << 10, 5, 16));
  }

  @AfterEach
  void close() {
    http.close();
    server.stop(0);
  }

  /// Its ETag is its length.
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      if (refusals.get() > 0 && refusals.getAndDecrement() > 0) {
        if (!retryAfter.isEmpty()) exchange.getResponseHeaders().add("Retry-After", retryAfter);
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      var list = lists.get(exchange.getRequestURI().toString());
      if (list != null) {
        exchange.getResponseHeaders().add("ETag", "\"always\"");
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(list.getBytes(UTF_8));
        return;
      }
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

  /// As developer.zendesk.com shows it, with cursors.
  private void zendesk() {
    var list =
        """
        {"articles": [{"id": %d, "title": "%s", "locale": "en-us", "draft": false,
          "html_url": "https://desk.example/hc/en-us/articles/%1$d", "body": "<p>%s</p>"}],
         "meta": {"has_more": %s, "after_cursor": "xxx", "before_cursor": "yyy"},
         "links": {"first": "http://%s/help_center/articles?page[size]=1", "prev": null,
          "next": "http://%5$s/help_center/articles?page%%5Bafter%%5D=xxx&page%%5Bsize%%5D=1"}}
        """;
    lists.put(ZENDESK, list.formatted(1, "Returns", "Within 30 days.", true, authority()));
    lists.put(
        "/help_center/articles?page%5Bafter%5D=xxx&page%5Bsize%5D=1",
        list.formatted(2, "Kettles", "Boil vinegar.", false, authority()));
  }

  @Test
  void all_pages_of_a_list_are_taken_in_together_once_they_changed() throws Exception {
    zendesk();
    assertThat(read(ZENDESK).requested()).isEqualTo(2);
    assertThat(time.waited).as("between two pages").isEqualTo(MANNERS.pause());
    var content = Read.content("articles.json", taken.getFirst());
    assertThat(content.documents())
        .extracting(document -> document.title().orElse(""))
        .containsExactly("Returns", "Kettles");

    var again = read(ZENDESK);
    assertThat(again.unchanged()).as("asked for without the first page's tag").isEqualTo(2);
    assertThat(uploads).hasSize(1);
    lists.replaceAll((_, list) -> list.replace("vinegar", "lemon juice"));
    read(ZENDESK);
    assertThat(taken.getLast()).contains("lemon juice").contains("Within 30 days.");
  }

  @Test
  void a_page_that_fails_leaves_everything_as_it_was() throws IOException {
    zendesk();
    lists.keySet().removeIf(path -> path.contains("after"));
    status = 500;
    assertThat(read(ZENDESK).error())
        .contains("page 2: the server answered with status 500 (expected: 200)");
    zendesk();
    pagesMax = OptionalInt.of(1);
    assertThat(read(ZENDESK).error())
        .contains("it has more than 1 pages (expected: fewer). Nothing was taken in.");
    pagesMax = OptionalInt.empty();
    lists.replaceAll((_, list) -> list + " ".repeat(600_000));
    assertThat(read(ZENDESK).error())
        .contains(
            "its pages have more than 1 MiB together (expected: fewer). Nothing was taken in.");
    assertThat(uploads).isEmpty();
    assertThat(pages.all).isEmpty();
  }

  @Test
  void a_list_that_names_itself_as_its_next_page_ends() throws IOException {
    lists.put("/a?start_time=1", "{\"articles\": [], \"next_page\": \"/a?start_time=1\"}");
    assertThat(read("/a?start_time=1").requested()).isEqualTo(1);
  }

  @Test
  void a_server_that_asks_for_a_pause_gets_it() throws IOException {
    zendesk();
    status = 429;
    refusals.set(2);
    assertThat(read(ZENDESK).error()).isEmpty();
    assertThat(asked).hasSize(4);
    assertThat(time.waited).isEqualTo(Duration.ofSeconds(7 + 7 + 1));

    retryAfter = "";
    status = 503;
    time.waited = Duration.ZERO;
    refusals.set(9);
    assertThat(read(ZENDESK).error())
        .contains("the server answered with status 503 (expected: 200)");
    assertThat(time.waited).as("longer each time").isEqualTo(Duration.ofSeconds(2 + 4 + 8 + 16));

    retryAfter = "3600";
    refusals.set(1);
    assertThatThrownBy(() -> read(ZENDESK))
        .hasMessage("the server asks with status 503 to come back in 3600 s (expected: ≤ 300 s)");
  }

  @Test
  void a_reading_that_is_cancelled_while_it_waits_ends() {
    status = 429;
    refusals.set(1);
    cancelled = true;
    assertThatThrownBy(() -> read("/a.json")).hasMessage("the reading was cancelled");
    assertThat(asked).isEmpty();
  }

  @Test
  void every_page_is_asked_for_with_the_login() throws IOException {
    zendesk();
    login = Optional.of(new Login("desk", Optional.of("ops@shop.example/token")));
    values.put("desk", "s3cret");
    read(ZENDESK);
    var basic = Base64.getEncoder().encodeToString("ops@shop.example/token:s3cret".getBytes(UTF_8));
    assertThat(logins).containsExactly("Basic " + basic, "Basic " + basic);
    login = Optional.of(new Login("desk", Optional.empty()));
    logins.clear();
    read(ZENDESK);
    assertThat(logins).containsOnly("Bearer s3cret");
  }

  @Test
  void without_its_secret_nothing_is_asked_and_a_refused_login_is_told() throws IOException {
    login = Optional.of(new Login("desk", Optional.empty()));
    assertThat(read("/a.json").error())
        .contains(
            "the secret desk cannot be used (expected: stored, for the host %s)"
                .formatted(authority()));
    assertThat(asked).isEmpty();
    values.put("desk", "s3cret");
    status = 401;
    assertThat(read("/a.json").error())
        .contains(
            "the server answered with status 401 (expected: 200); check the login of this source"
                + " and its secret");
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
                pagesMax, List.of(), List.of("desk"), Optional.of("en"), login),
            Optional.empty());
    return new ExportReader(
            http,
            LIMITS,
            MANNERS,
            (_, upload, bytes, _) -> {
              uploads.add(upload);
              taken.add(new String(bytes, UTF_8));
              return CompletableFuture.completedStage(outcome);
            },
            new Known(),
            time)
        .read(new Claim(TenantId.DEFAULT, source, "me", 1, false), pages, () -> cancelled);
  }
}
