package io.parley.persistence.article;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.document.Document;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.DocumentQuery;
import io.parley.core.knowledge.document.KnowledgeCollections.Counted;
import io.parley.core.knowledge.document.KnowledgeFiles.FileTexts;
import io.parley.core.knowledge.document.KnowledgeFiles.StoredFile;
import io.parley.core.knowledge.document.Written;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcDocumentsIT {
  private static final TenantId ACME = TenantId.DEFAULT;
  private static final TenantId OTHER = new TenantId("other");
  private static final KnowledgeCollection STAFF = new KnowledgeCollection("staff", "Staff", false);
  private static final DocumentLimits LIMITS = new DocumentLimits(1_024, 1_000, 4, 2, 2);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcArticles articles = new JdbcArticles(db.database());
  private final JdbcDocuments documents = new JdbcDocuments(db.database(), LIMITS);
  private final JdbcCollections collections = new JdbcCollections(db.database(), LIMITS);
  private final JdbcKnowledgeFiles files = new JdbcKnowledgeFiles(db.database(), LIMITS);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void a_document_has_versions_and_an_unchanged_one_gets_none() {
    assertThat(write("a", "one")).isEqualTo(stored("a", 1, 0, 1));
    assertThat(write("a", "one")).isEqualTo(stored("a", 0, 0, 1));
    assertThat(write("a", "two")).isEqualTo(stored("a", 0, 1, 2));
    var newest = get(documents.find(ACME, "a")).orElseThrow();
    assertThat(newest.article().body()).isEqualTo("two");
    assertThat(newest.version()).isEqualTo(2);
    assertThat(newest.updatedBy()).contains("operator");
    assertThat(newest.source()).contains("https://help.example/a");
    assertThat(get(documents.find(ACME, "a", 1)).orElseThrow().article().body()).isEqualTo("one");
    assertThat(get(documents.versions(ACME, "a")))
        .extracting(Document::version)
        .containsExactly(2, 1);
    assertThat(get(documents.find(OTHER, "a"))).isEmpty();
    assertThat(get(documents.versions(OTHER, "a"))).isEmpty();
  }

  @Test
  void only_so_many_versions_are_kept() {
    for (var body : List.of("one", "two", "three")) write("a", body);
    assertThat(get(documents.versions(ACME, "a")))
        .extracting(Document::version)
        .containsExactly(3, 2);
  }

  @Test
  void a_text_of_another_version_than_the_author_has_seen_is_refused() {
    write("a", "one");
    assertThat(get(documents.write(ACME, draft("a", "two"), Optional.of(0), Party.OPERATOR)))
        .isEqualTo(new Written.VersionDiffers(1));
    assertThat(get(documents.write(ACME, draft("a", "two"), Optional.of(1), Party.OPERATOR)))
        .isEqualTo(stored("a", 0, 1, 2));
    assertThat(get(documents.write(ACME, draft("b", "two"), Optional.of(3), Party.OPERATOR)))
        .isEqualTo(new Written.VersionDiffers(0));
  }

  @Test
  void a_deleted_document_leaves_no_words_and_comes_back_with_a_later_version() {
    write("a", "one");
    assertThat(get(documents.delete(OTHER, "a"))).isEmpty();
    assertThat(get(documents.delete(ACME, "a"))).isEqualTo(OptionalLong.of(2));
    assertThat(get(documents.delete(ACME, "a"))).isEmpty();
    assertThat(get(documents.find(ACME, "a"))).isEmpty();
    assertThat(get(documents.find(ACME, "a", 1))).isEmpty();
    assertThat(get(articles.all(ACME))).isEmpty();
    assertThat(get(articles.version(ACME))).isEqualTo(2);
    assertThat(write("a", "one")).isEqualTo(stored("a", 1, 0, 3));
    assertThat(get(documents.find(ACME, "a")).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void a_tenant_has_at_most_so_many_documents() {
    for (var ref : List.of("a", "b", "c", "d")) write(ref, "text");
    assertThat(write("e", "text")).isEqualTo(new Written.TooMany(4));
    assertThat(write("a", "changed")).isInstanceOf(Written.Stored.class);
    assertThat(get(files.replace(ACME, file("f.md", "h1", text("x", "X")), Party.OPERATOR)))
        .isEqualTo(new Written.TooMany(4));
    assertThat(get(documents.list(query(Optional.empty(), 10)))).hasSize(4);
    assertThat(get(articles.version(ACME))).isEqualTo(5);
  }

  @Test
  void more_bytes_than_the_quota_allows_are_refused_until_some_are_deleted() {
    db.execute("INSERT INTO organisation_quota VALUES ('default', 'storage', 10)");
    assertThat(write("a", "123456")).isInstanceOf(Written.Stored.class);
    assertThat(write("b", "12345")).isEqualTo(new Written.StorageFull(10));
    assertThat(get(files.replace(ACME, file("f.md", "h1", text("x", "12345")), Party.OPERATOR)))
        .isEqualTo(new Written.StorageFull(10));
    assertThat(get(documents.list(query(Optional.empty(), 10)))).hasSize(1);
    assertThat(write("a", "123456")).as("the same again").isInstanceOf(Written.Stored.class);
    get(documents.delete(ACME, "a"));
    assertThat(write("b", "1234567890")).isInstanceOf(Written.Stored.class);
  }

  @Test
  void documents_are_listed_by_collection_label_and_title_in_pages() {
    get(collections.save(ACME, STAFF));
    for (var ref : List.of("a", "b", "c")) write(ref, "text");
    var private1 = new Article("z", "staff", "Only us", List.of(), Optional.of("de"), "text");
    get(
        documents.write(
            ACME, new DocumentDraft(private1, Optional.empty()), Optional.empty(), Party.HUMAN));
    assertThat(refs(query(Optional.of("staff"), 10))).containsExactly("z");
    assertThat(refs(query(Optional.empty(), 2))).containsExactly("a", "b");
    assertThat(
            refs(
                new DocumentQuery(
                    ACME,
                    Optional.empty(),
                    Optional.of("shoes"),
                    Optional.of("TITLE of"),
                    Optional.of("b"),
                    10)))
        .containsExactly("c");
    assertThat(get(collections.all(ACME)))
        .containsExactly(
            new Counted(new KnowledgeCollection("default", "", true), 3), new Counted(STAFF, 1));
    assertThat(get(collections.all(OTHER)))
        .containsExactly(new Counted(new KnowledgeCollection("default", "", true), 0));
    assertThat(get(articles.all(ACME))).contains(private1);
    assertThat(get(collections.find(ACME, "staff"))).contains(STAFF);
    assertThat(get(collections.find(OTHER, "staff"))).isEmpty();
    assertThat(get(collections.find(OTHER, "default")).orElseThrow().isPublic()).isTrue();
    get(collections.save(ACME, new KnowledgeCollection("default", "Ours", false)));
    assertThat(get(collections.find(ACME, "default")).orElseThrow().isPublic()).isFalse();
    assertThat(get(collections.all(ACME))).hasSize(2);
  }

  @Test
  void a_collection_is_deleted_with_its_documents_and_the_default_one_stays() {
    get(collections.save(ACME, STAFF));
    get(
        documents.write(
            ACME,
            new DocumentDraft(
                new Article("z", "staff", "Z", List.of(), Optional.empty(), "text"),
                Optional.empty()),
            Optional.empty(),
            Party.HUMAN));
    write("a", "text");
    assertThat(get(collections.delete(ACME, "staff"))).isEqualTo(OptionalLong.of(3));
    assertThat(get(collections.delete(ACME, "staff"))).isEmpty();
    assertThat(refs(query(Optional.empty(), 10))).containsExactly("a");
    assertThat(get(collections.delete(ACME, "default"))).isPresent();
    assertThat(get(collections.all(ACME))).hasSize(1);
    assertThat(
            get(
                documents.write(
                    ACME,
                    new DocumentDraft(
                        new Article("z", "staff", "Z", List.of(), Optional.empty(), "text"),
                        Optional.empty()),
                    Optional.empty(),
                    Party.HUMAN)))
        .isEqualTo(new Written.NoSuchCollection());
  }

  @Test
  void a_tenant_has_at_most_so_many_collections() {
    assertThat(get(collections.save(ACME, STAFF))).isTrue();
    assertThat(get(collections.save(ACME, new KnowledgeCollection("b", "B", true)))).isTrue();
    assertThat(get(collections.save(ACME, new KnowledgeCollection("c", "C", true)))).isFalse();
    assertThat(get(collections.save(ACME, new KnowledgeCollection("staff", "We", true)))).isTrue();
  }

  @Test
  void a_file_replaces_its_texts_and_those_that_it_no_longer_has_vanish() {
    var first = file("faq/Rückgabe.csv", "h1", text("1", "One"), text("2", "Two"));
    assertThat(get(files.replace(ACME, first, Party.OPERATOR)))
        .isEqualTo(new Written.Stored(List.of("faq-ruckgabe-1", "faq-ruckgabe-2"), 2, 0, 0, 1));
    var second = file("faq/Rückgabe.csv", "h2", text("2", "Two"), text("3", "Three"));
    assertThat(get(files.replace(ACME, second, Party.OPERATOR)))
        .isEqualTo(new Written.Stored(List.of("faq-ruckgabe-2", "faq-ruckgabe-3"), 1, 0, 1, 2));
    assertThat(get(files.files(ACME, "default", Optional.empty(), 10)))
        .containsExactly(
            new StoredFile(new FileStamp("faq/Rückgabe.csv", "h2"), 2, List.of("faq")));
    assertThat(get(files.files(ACME, "default", Optional.of("faq/Rückgabe.csv"), 10))).isEmpty();
    assertThat(get(files.delete(ACME, "default", "faq/other.csv"))).isEmpty();
    assertThat(get(files.delete(ACME, "default", "faq/Rückgabe.csv")))
        .isEqualTo(OptionalLong.of(3));
    assertThat(get(articles.all(ACME))).isEmpty();
  }

  @Test
  void another_files_document_is_never_replaced() {
    write("returns", "by hand");
    var first = get(files.replace(ACME, file("returns.md", "h1", text("R")), Party.OPERATOR));
    var second = get(files.replace(ACME, file("returns.pdf", "h2", text("S")), Party.OPERATOR));
    var again = get(files.replace(ACME, file("returns.md", "h3", text("R2")), Party.OPERATOR));
    assertThat(((Written.Stored) again).refs()).isEqualTo(((Written.Stored) first).refs());
    assertThat(((Written.Stored) second).refs()).isNotEqualTo(((Written.Stored) first).refs());
    assertThat(refs(query(Optional.empty(), 10))).hasSize(3).contains("returns");
    assertThat(get(documents.find(ACME, "returns")).orElseThrow().article().body())
        .isEqualTo("by hand");
  }

  private Written write(String ref, String body) {
    return get(documents.write(ACME, draft(ref, body), Optional.empty(), Party.OPERATOR));
  }

  private static DocumentDraft draft(String ref, String body) {
    return new DocumentDraft(
        new Article(ref, "default", "Title of " + ref, List.of("shoes"), Optional.of("en"), body),
        Optional.of("https://help.example/" + ref));
  }

  private static Written stored(String ref, int added, int changed, long knowledge) {
    return new Written.Stored(List.of(ref), added, changed, 0, knowledge);
  }

  private static FileTexts file(String name, String hash, ReadDocument... texts) {
    return new FileTexts(
        "default", new FileStamp(name, hash), List.of("faq"), Optional.empty(), List.of(texts));
  }

  private static ReadDocument text(String key, String body) {
    return new ReadDocument(
        Optional.of(key), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), body);
  }

  private static ReadDocument text(String body) {
    return new ReadDocument(Optional.of("T"), Optional.empty(), body);
  }

  private List<String> refs(DocumentQuery query) {
    return get(documents.list(query)).stream().map(each -> each.article().ref()).toList();
  }

  private static DocumentQuery query(Optional<String> collection, int limit) {
    return new DocumentQuery(
        ACME, collection, Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }
}
