package io.parley.persistence.article;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.document.Document;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.DocumentQuery;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.KnowledgeSource.Kind;
import io.parley.core.knowledge.site.KnowledgeSource.Login;
import io.parley.core.knowledge.site.KnowledgeSources.Put;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook.Kept;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns.Claim;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcSourcesIT {
  private static final TenantId ACME = TenantId.DEFAULT;
  private static final TenantId OTHER = new TenantId("other");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final DocumentLimits LIMITS = new DocumentLimits(1_024, 1_000, 3, 2, 2);
  private static final SourceRun.Result DONE =
      new SourceRun.Result(3, 2, 1, 0, 0, 0, 0, true, Optional.empty(), List.of("a: slow"));

  private final MigratedDatabase db = MigratedDatabase.create();
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private final JdbcSources sources = new JdbcSources(db.database(), () -> now);
  private final JdbcSourceRuns runs = new JdbcSourceRuns(db.database(), LIMITS, () -> now);
  private final JdbcDocuments documents = new JdbcDocuments(db.database(), LIMITS);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void a_source_is_read_at_once_and_then_by_its_schedule() {
    assertThat(get(sources.put(ACME, site("docs", "https://a.example/")))).isEqualTo(Put.DONE);
    var claim = claim("one");
    assertThat(claim.source()).isEqualTo(site("docs", "https://a.example/"));
    assertThat(claim.isForced()).isFalse();
    assertThat(get(runs.claim("two", LEASE))).isEmpty();
    assertThat(get(sources.find(ACME, "docs")).orElseThrow().isRunning()).isTrue();
    get(runs.end(claim, DONE));
    var state = get(sources.find(ACME, "docs")).orElseThrow();
    assertThat(state.isRunning()).isFalse();
    assertThat(state.nextRun()).contains(now.plus(Duration.ofHours(6)));
    assertThat(state.lastRun().orElseThrow().result()).contains(DONE);
    assertThat(get(runs.claim("two", LEASE))).isEmpty();
    now = now.plus(Duration.ofHours(6));
    var next = claim("two");
    assertThat(next.run()).isGreaterThan(claim.run());
    get(runs.end(next, SourceRun.Result.failure("the database is away")));
    assertThat(get(sources.find(ACME, "docs")).orElseThrow().nextRun())
        .contains(now.plus(Duration.ofMinutes(1)));
    assertThat(get(sources.runs(ACME, "docs", 10)))
        .extracting(SourceRun::id)
        .containsExactly(next.run(), claim.run());
    assertThat(get(sources.find(OTHER, "docs"))).isEmpty();
  }

  @Test
  void a_login_is_stored_by_the_name_of_its_secret_and_can_be_taken_away() {
    var with = export(Optional.of(new Login("desk", Optional.of("ops@a.example/token"))));
    get(sources.put(ACME, with));
    assertThat(get(sources.find(ACME, "desk")).orElseThrow().source()).isEqualTo(with);
    assertThat(claim("one").source()).isEqualTo(with);
    var token = export(Optional.of(new Login("desk", Optional.empty())));
    get(sources.put(ACME, token));
    assertThat(get(sources.find(ACME, "desk")).orElseThrow().source()).isEqualTo(token);
    get(sources.put(ACME, export(Optional.empty())));
    assertThat(get(sources.find(ACME, "desk")).orElseThrow().source().reading().login()).isEmpty();
  }

  @Test
  void a_run_of_a_stopped_organisation_waits_until_it_is_served_again() {
    db.execute(
        """
        INSERT INTO organisation (tenant, name, state, since)
        VALUES ('%s', 'Acme', 'suspended', now())\
        """
            .formatted(ACME));
    get(sources.put(ACME, site("docs", "https://a.example/")));
    assertThat(get(runs.claim("one", LEASE))).isEmpty();
    db.execute("UPDATE organisation SET state = 'active'");
    assertThat(claim("one").source().id()).isEqualTo("docs");
  }

  @Test
  void another_node_goes_on_with_the_run_when_a_claim_expires() {
    get(sources.put(ACME, site("docs", "https://a.example/")));
    var dead = claim("dead");
    put(dead, "https://a.example/x", "X");
    assertThat(get(runs.renew(dead, LEASE))).isTrue();
    now = now.plus(LEASE);
    var next = claim("next");
    assertThat(next.run()).isEqualTo(dead.run());
    assertThat(get(runs.book(next).pages())).extracting(SeenPage::isSettled).containsExactly(true);
    assertThat(put(dead, "https://a.example/y", "Y")).isEqualTo(new Kept.Overtaken());
    assertThat(get(runs.book(dead).remove("https://a.example/x"))).isEqualTo(new Kept.Overtaken());
    assertThat(get(runs.renew(dead, LEASE))).isFalse();
    get(runs.end(dead, DONE));
    assertThat(get(sources.find(ACME, "docs")).orElseThrow().isRunning()).isTrue();
    get(runs.release(next));
    assertThat(claim("third").run()).isEqualTo(dead.run());
    assertThat(titles()).containsExactly("X");
  }

  @Test
  void a_reading_that_fails_is_repeated_sooner_and_less_and_less_until_one_succeeds() {
    get(sources.put(ACME, site("docs", "https://a.example/")));
    var failure = SourceRun.Result.failure("the tool source is not open");
    for (int minutes : List.of(1, 2, 4)) endsAndFollowsAfter(failure, Duration.ofMinutes(minutes));
    endsAndFollowsAfter(DONE, Duration.ofHours(6));
    endsAndFollowsAfter(failure, Duration.ofMinutes(1));
  }

  private void endsAndFollowsAfter(SourceRun.Result result, Duration pause) {
    get(runs.end(claim("one"), result));
    var next = get(sources.find(ACME, "docs")).orElseThrow().nextRun().orElseThrow();
    assertThat(Duration.between(now, next)).isEqualTo(pause);
    now = next;
  }

  @Test
  void a_source_without_a_schedule_is_read_until_that_succeeds_and_then_when_somebody_asks() {
    get(sources.put(ACME, export(Optional.empty())));
    get(runs.end(claim("one"), SourceRun.Result.failure("the server does not answer")));
    var next = get(sources.find(ACME, "desk")).orElseThrow().nextRun().orElseThrow();
    assertThat(next).isEqualTo(now.plus(Duration.ofMinutes(1)));
    now = next;
    get(runs.end(claim("two"), DONE));
    assertThat(get(sources.find(ACME, "desk")).orElseThrow().nextRun()).isEmpty();
  }

  @Test
  void a_run_that_is_asked_for_meanwhile_follows_at_once_and_force_counts_for_it_alone() {
    get(sources.put(ACME, site("docs", "https://a.example/")));
    var first = claim("one");
    now = now.plusSeconds(1);
    assertThat(get(sources.sync(ACME, "docs", true))).isTrue();
    assertThat(get(sources.sync(ACME, "nothing", true))).isFalse();
    get(runs.end(first, DONE));
    var second = claim("two");
    assertThat(second.isForced()).isTrue();
    put(second, "https://a.example/x", "X");
    get(runs.end(second, DONE));
    assertThat(get(runs.claim("three", LEASE))).isEmpty();
    now = now.plus(Duration.ofHours(6));
    var third = claim("three");
    assertThat(third.isForced()).isFalse();
    assertThat(get(runs.book(third).pages())).extracting(SeenPage::isSettled).containsOnly(false);
  }

  @Test
  void sources_of_one_host_are_read_one_after_the_other() {
    get(sources.put(ACME, site("a", "https://a.example/one/")));
    get(sources.put(ACME, site("b", "https://A.example/two/")));
    get(sources.put(ACME, site("c", "https://c.example/")));
    var first = claim("one");
    var second = claim("two");
    assertThat(second.source().host()).isNotEqualTo(first.source().host());
    assertThat(get(runs.claim("three", LEASE))).isEmpty();
    get(runs.end(first, DONE));
    get(runs.end(second, DONE));
    assertThat(claim("three").source().host()).isEqualTo("a.example");
  }

  @Test
  void two_sources_with_one_address_keep_their_own_documents() {
    get(sources.put(ACME, site("a", "https://a.example/")));
    var a = claim("one");
    put(a, "https://a.example/help/x.html", "X");
    get(runs.end(a, DONE));
    get(sources.put(ACME, site("b", "https://a.example/")));
    var b = claim("two");
    put(b, "https://a.example/help/x.html", "X");
    assertThat(titles()).containsExactly("X", "X");
    assertThat(get(documents.find(ACME, "a-help-x")).orElseThrow().source())
        .contains("https://a.example/help/x.html");
    get(runs.book(b).remove("https://a.example/help/x.html"));
    assertThat(refs()).containsExactly("a-help-x");
    get(runs.end(b, DONE));
    assertThat(get(sources.delete(ACME, "a", false))).isTrue();
    assertThat(get(sources.delete(ACME, "a", false))).isFalse();
    assertThat(refs()).isEmpty();
  }

  @Test
  void documents_of_a_deleted_source_may_stay() {
    get(sources.put(ACME, site("a", "https://a.example/")));
    var claim = claim("one");
    put(claim, "https://a.example/x", "X");
    assertThat(get(sources.delete(OTHER, "a", false))).isFalse();
    assertThat(get(sources.delete(ACME, "a", true))).isTrue();
    assertThat(refs()).containsExactly("a-x");
    assertThat(put(claim, "https://a.example/y", "Y")).isEqualTo(new Kept.Overtaken());
  }

  @Test
  void limits_are_told_and_change_nothing() {
    get(sources.put(ACME, site("a", "https://a.example/")));
    var claim = claim("one");
    var book = runs.book(claim);
    for (var path : List.of("1", "2", "3")) put(claim, "https://a.example/" + path, path);
    assertThat(put(claim, "https://a.example/4", "4")).isEqualTo(new Kept.TooMany(3));
    assertThat(get(book.pages())).hasSize(3);
    var url = "https://a.example/1";
    assertThat(get(book.put(page(url), Optional.of(List.of(text("1", "x".repeat(1_001)))))))
        .isInstanceOf(Kept.TooLong.class);
    assertThat(get(book.put(page(url), Optional.of(List.of())))).isEqualTo(new Kept.Done());
    assertThat(titles()).containsExactly("2", "3");
    var long1 = "https://a.example/" + "x".repeat(1_980);
    assertThat(put(claim, long1, "long")).isEqualTo(new Kept.Done());
    assertThat(get(book.remove(long1))).isEqualTo(new Kept.Done());
    assertThat(titles()).containsExactly("2", "3");
  }

  @Test
  void a_changed_source_begins_anew_and_leaves_nothing_in_its_old_collection() {
    var collections = new JdbcCollections(db.database(), LIMITS);
    get(collections.save(ACME, new KnowledgeCollection("staff", "", false)));
    var before = site("a", "https://a.example/");
    get(sources.put(ACME, before));
    var claim = claim("one");
    put(claim, "https://a.example/x", "X");
    assertThat(get(sources.put(ACME, before))).as("unchanged").isEqualTo(Put.DONE);
    assertThat(get(runs.renew(claim, LEASE))).isTrue();
    assertThat(get(sources.put(ACME, with(before, "default", "new"))))
        .as("other labels")
        .isEqualTo(Put.DONE);
    assertThat(put(claim, "https://a.example/y", "Y")).isEqualTo(new Kept.Overtaken());
    var again = claim("two");
    var page = get(runs.book(again).pages()).getFirst();
    assertThat(page.hash()).isEmpty();
    assertThat(page.etag()).isEmpty();
    assertThat(titles()).containsExactly("X");
    assertThat(get(sources.put(ACME, with(before, "staff", "new")))).isEqualTo(Put.DONE);
    assertThat(titles()).isEmpty();
    assertThat(get(runs.book(claim("three")).pages())).isEmpty();
    assertThat(get(sources.put(ACME, with(before, "nothing", "new"))))
        .isEqualTo(Put.NO_SUCH_COLLECTION);
  }

  @Test
  void pages_of_a_deleted_collection_are_refused() {
    var collections = new JdbcCollections(db.database(), LIMITS);
    get(collections.save(ACME, new KnowledgeCollection("staff", "", false)));
    get(sources.put(ACME, with(site("a", "https://a.example/"), "staff", "x")));
    var claim = claim("one");
    get(collections.delete(ACME, "staff"));
    assertThat(put(claim, "https://a.example/x", "X")).isEqualTo(new Kept.NoSuchCollection());
  }

  private Claim claim(String owner) {
    return get(runs.claim(owner, LEASE)).orElseThrow();
  }

  private Kept put(Claim claim, String url, String title) {
    return get(runs.book(claim).put(page(url), Optional.of(List.of(text(title, "Text.")))));
  }

  private List<String> titles() {
    return listed().stream().map(document -> document.article().title()).toList();
  }

  private List<String> refs() {
    return listed().stream().map(document -> document.article().ref()).toList();
  }

  private List<Document> listed() {
    return get(
        documents.list(
            new DocumentQuery(
                ACME, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10)));
  }

  private static ReadDocument text(String title, String body) {
    return new ReadDocument(Optional.of(title), Optional.empty(), body);
  }

  private static SeenPage page(String url) {
    return new SeenPage(
        url, Optional.of("\"1\""), Optional.empty(), "hash", List.of(url + "/next"), true, true);
  }

  private static KnowledgeSource export(Optional<Login> login) {
    return new KnowledgeSource(
        "desk",
        "default",
        Kind.EXPORT,
        URI.create("https://a.example/articles.json"),
        Optional.empty(),
        new KnowledgeSource.Reading(
            OptionalInt.empty(), List.of(), List.of(), Optional.empty(), login),
        Optional.empty());
  }

  private static KnowledgeSource site(String id, String url) {
    return new KnowledgeSource(
        id,
        "default",
        Kind.SITE,
        URI.create(url),
        Optional.of(Duration.ofHours(6)),
        new KnowledgeSource.Reading(
            OptionalInt.of(10), List.of("/"), List.of("help"), Optional.of("en"), Optional.empty()),
        Optional.of("hook"));
  }

  private static KnowledgeSource with(KnowledgeSource source, String collection, String label) {
    return new KnowledgeSource(
        source.id(),
        collection,
        source.kind(),
        source.url(),
        source.every(),
        new KnowledgeSource.Reading(
            OptionalInt.empty(), List.of(), List.of(label), Optional.empty(), Optional.empty()),
        source.hook());
  }
}
