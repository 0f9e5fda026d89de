package io.parley.persistence.audit;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.audit.AuditEntry;
import io.parley.core.audit.Change;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.knowledge.asked.AskedReason;
import io.parley.core.knowledge.asked.AskedStore.Arriving;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.KnowledgeSource.Kind;
import io.parley.core.party.Party;
import io.parley.core.secret.SecretHost;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.source.SignInStore;
import io.parley.core.tool.source.ToolSource;
import io.parley.persistence.article.JdbcCollections;
import io.parley.persistence.article.JdbcDocuments;
import io.parley.persistence.article.JdbcSources;
import io.parley.persistence.asked.JdbcAsked;
import io.parley.persistence.dial.JdbcDoNotCallList;
import io.parley.persistence.secret.JdbcSecrets;
import io.parley.persistence.secret.JdbcSignIns;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.toolsource.JdbcToolSources;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Acts of people and programs on the things of an organisation.
class AuditedActsIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Act ACT = Act.ofProgram("operator", NOON);
  private static final TenantId SHOP = TenantId.DEFAULT;
  private static final Keyring KEYS =
      Keyring.of("test:" + Base64.getEncoder().encodeToString(new byte[32]));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private List<AuditEntry> entries() {
    return get(trail.page(SHOP, 0, 10));
  }

  private List<String> told() {
    return entries().stream()
        .map(entry -> entry.change().action() + " " + entry.change().target())
        .toList();
  }

  @Test
  void a_secret_is_told_of_by_its_name_and_host_and_never_by_its_value() {
    var secrets = new JdbcSecrets(db.database(), KEYS, () -> NOON);
    get(secrets.put(SHOP, "crm", new SecretHost("api.example"), "s3cret", ACT));
    get(secrets.put(SHOP, "crm", new SecretHost("new.example"), "s3cret-2", ACT));
    get(secrets.delete(SHOP, "crm", ACT));
    get(secrets.delete(SHOP, "crm", ACT));
    assertThat(told())
        .containsExactly(
            "secret-stored secret:crm", "secret-stored secret:crm", "secret-deleted secret:crm");
    assertThat(entries().get(1).change().before()).isEqualTo(Map.of("host", "api.example"));
    assertThat(entries().get(1).change().after()).isEqualTo(Map.of("host", "new.example"));
    assertThat(entries().toString()).doesNotContain("s3cret");
  }

  @Test
  void a_tool_source_is_told_of_without_its_settings() {
    var sources = new JdbcToolSources(db.database(), () -> NOON);
    get(sources.put(SHOP, source("{\"token\": \"s3cret\"}"), ACT));
    get(sources.put(SHOP, source("{\"token\": \"s3cret-2\"}"), ACT));
    get(sources.put(SHOP, source("{ \"token\":\"s3cret-2\" }"), ACT));
    get(sources.approve(SHOP, "crm", Map.of("crm.find", "f1"), Role.OPERATOR, ACT));
    get(sources.delete(SHOP, "crm", ACT));
    assertThat(told())
        .containsExactly(
            "tool-source-stored tool-source:crm",
            "tool-source-stored tool-source:crm",
            "tool-source-stored tool-source:crm",
            "tools-approved tool-source:crm",
            "tool-source-deleted tool-source:crm");
    assertThat(entries().get(1).change().after()).containsEntry("settings", "changed");
    assertThat(entries().get(2).change().after()).doesNotContainKey("settings");
    assertThat(entries().get(3).change().after()).isEqualTo(Map.of("crm.find", "f1"));
    assertThat(entries().toString()).doesNotContain("s3cret");
  }

  @Test
  void the_sign_in_of_a_tool_source_is_told_of_from_its_beginning_to_its_end() {
    get(new JdbcToolSources(db.database(), () -> NOON).put(SHOP, source("{}")));
    var signIns = new JdbcSignIns(db.database(), KEYS, () -> NOON);
    var host = new SecretHost("crm.example");
    var begun = new SignInStore.Begun(SHOP, "crm", host, "a verifier");
    get(signIns.begin("a state", begun, Duration.ofMinutes(10), ACT));
    get(signIns.put(SHOP, "crm", host, "tokens"));
    get(signIns.delete(SHOP, "crm", ACT));
    get(signIns.delete(SHOP, "crm", ACT));
    assertThat(told())
        .containsExactly(
            "tool-source-sign-in-begun tool-source:crm",
            "tool-source-sign-in-completed tool-source:crm",
            "tool-source-signed-out tool-source:crm");
    assertThat(entries())
        .extracting(AuditEntry::by)
        .containsExactly("program:operator", "program:sign-in", "program:operator");
    assertThat(entries().toString()).doesNotContain("a verifier", "a state", "tokens");
  }

  @Test
  void an_act_upon_what_no_table_holds_is_told_of_alone() {
    get(trail.add(SHOP, ACT, Change.gone("cache-emptied", "cache", Map.of("entries", "5"))));
    assertThat(told()).containsExactly("cache-emptied cache");
    assertThat(get(trail.verify(SHOP)).damage()).isEmpty();
  }

  private static ToolSource source(String settings) {
    return new ToolSource(
        "crm", "mcp", new Json(settings), List.of("support"), List.of("crm.find"), false);
  }

  @Test
  void a_document_is_told_of_once_for_each_version_and_an_unchanged_one_is_not() {
    var limits = new DocumentLimits(1_024, 1_000, 4, 2, 2);
    var documents = new JdbcDocuments(db.database(), limits);
    for (var body : List.of("one", "one", "two"))
      get(documents.write(SHOP, draft(body), Optional.empty(), Party.OPERATOR, ACT));
    get(documents.delete(SHOP, "returns", ACT));
    assertThat(told())
        .containsExactly(
            "document-written document:returns",
            "document-written document:returns",
            "document-deleted document:returns");
    assertThat(entries().getFirst().change().after()).isEqualTo(Map.of("collection", "default"));
    assertThat(entries().toString()).doesNotContain("Returns");
  }

  @Test
  void a_collection_and_a_source_are_told_of_without_title_and_address() {
    var limits = new DocumentLimits(1_024, 1_000, 4, 2, 2);
    var collections = new JdbcCollections(db.database(), limits);
    for (boolean isPublic : List.of(false, false, true))
      get(collections.save(SHOP, new KnowledgeCollection("help", "Our help", isPublic), ACT));
    var sources = new JdbcSources(db.database(), () -> NOON);
    for (var path : List.of("/s3cret", "/s3cret", "/s3cret-2"))
      get(sources.put(SHOP, source(URI.create("https://a.example" + path)), ACT));
    get(sources.delete(SHOP, "site", false, ACT));
    get(sources.delete(SHOP, "site", false, ACT));
    get(collections.delete(SHOP, "help", ACT));
    get(collections.delete(SHOP, "help", ACT));
    assertThat(told())
        .containsExactly(
            "collection-stored collection:help",
            "collection-stored collection:help",
            "knowledge-source-stored knowledge-source:site",
            "knowledge-source-stored knowledge-source:site",
            "knowledge-source-deleted knowledge-source:site",
            "collection-deleted collection:help");
    assertThat(entries().get(1).change().before()).isEqualTo(Map.of("public", "false"));
    assertThat(entries().get(1).change().after()).isEqualTo(Map.of("public", "true"));
    assertThat(entries().get(2).change().after())
        .isEqualTo(Map.of("collection", "help", "kind", "site", "host", "a.example"));
    assertThat(entries().toString()).doesNotContain("Our help", "s3cret");
  }

  private static KnowledgeSource source(URI url) {
    return new KnowledgeSource(
        "site",
        "help",
        Kind.SITE,
        url,
        Optional.empty(),
        new KnowledgeSource.Reading(
            OptionalInt.empty(), List.of(), List.of(), Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  private static DocumentDraft draft(String body) {
    return new DocumentDraft(
        new Article("returns", "default", "Returns", List.of(), Optional.of("en"), body),
        Optional.empty());
  }

  @Test
  void a_number_that_is_not_called_is_told_of_with_few_of_its_digits() {
    var list = new JdbcDoNotCallList(db.database());
    var number = new PhoneNumber("+493012345");
    get(list.add(SHOP, number, Optional.of("asked us"), Role.OPERATOR, NOON, ACT));
    get(list.remove(SHOP, number, ACT));
    get(list.remove(SHOP, number, ACT));
    assertThat(told())
        .containsExactly("do-not-call-added number:+49…45", "do-not-call-removed number:+49…45");
    assertThat(entries().toString()).doesNotContain("asked us");
  }

  @Test
  void the_erasure_of_a_sessions_questions_is_told_of() {
    var asked = new JdbcAsked(db.database(), () -> NOON, Duration.ofDays(1), 10);
    get(asked.forget(SHOP, new SessionId("none"), ACT));
    assertThat(told()).isEmpty();
    var question =
        new AskedQuestion(
            new SessionId("s1"),
            1,
            "Do you mend tents?",
            "support",
            Optional.of("en"),
            Set.of(AskedReason.NOTHING_FOUND),
            Optional.empty(),
            NOON);
    var arriving = new Arriving(question, "en", Optional.empty(), "a");
    get(asked.add(SHOP, List.of(arriving), (_, _) -> OptionalLong.empty()));
    get(asked.forget(SHOP, new SessionId("s1"), ACT));
    get(asked.forget(SHOP, new SessionId("s1"), ACT));
    assertThat(told()).containsExactly("questions-erased session:s1");
    assertThat(entries().toString()).doesNotContain("tents");
  }

  @Test
  void acts_of_the_program_itself_are_not_told_of() {
    var secrets = new JdbcSecrets(db.database(), KEYS, () -> NOON);
    get(secrets.put(SHOP, "crm", new SecretHost("api.example"), "s3cret"));
    assertThat(told()).isEmpty();
  }
}
