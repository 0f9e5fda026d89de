package io.parley.persistence.memory;

import static io.parley.core.memory.MemoryKind.EPISODIC;
import static io.parley.core.memory.MemoryKind.PROCEDURAL;
import static io.parley.core.memory.MemoryKind.SEMANTIC;
import static io.parley.persistence.memory.MemoryFixture.LATER;
import static io.parley.persistence.memory.MemoryFixture.OTHER;
import static io.parley.persistence.memory.MemoryFixture.at;
import static io.parley.persistence.memory.MemoryFixture.texts;
import static io.parley.persistence.memory.MemoryFixture.verified;
import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.core.audit.Act;
import io.parley.core.memory.KeptMemory;
import io.parley.core.memory.KeptMemory.Correction;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.party.Party;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.persistence.article.JdbcVectors;
import io.parley.persistence.audit.JdbcAuditTrail;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Corrections, deletions and approvals of memories by the company's people.
class MemoryCorrectionsIT {
  private final MemoryFixture told = new MemoryFixture();

  @AfterEach
  void close() {
    told.close();
  }

  @Test
  void a_correction_is_kept_with_the_earlier_text() {
    told.begin("one", verified("ada"));
    var id = told.remember("one", SEMANTIC, "lives in Gratz");
    told.project();
    var corrected =
        get(told.memories.correct(TenantId.DEFAULT, id, "lives in Graz", Party.HUMAN))
            .orElseThrow();
    assertThat(corrected)
        .isEqualTo(
            new KeptMemory(
                new Memory(id, SEMANTIC, "lives in Graz", key("one"), LATER),
                Optional.of("ada"),
                "support",
                1,
                at(2),
                Optional.empty(),
                List.of(new Correction("lives in Gratz", LATER, Party.HUMAN))));
    assertThat(get(told.memories.correct(TenantId.DEFAULT, id, "lives in Graz", Party.OPERATOR)))
        .contains(corrected);
    assertThat(get(told.memories.correct(OTHER, id, "lives in Linz", Party.HUMAN))).isEmpty();
    assertThat(get(told.memories.correct(TenantId.DEFAULT, "no.1", "x", Party.HUMAN))).isEmpty();
    told.readAgain();
    assertThat(texts(told.held("x", "ada"))).containsExactly("lives in Graz");
  }

  @Test
  void a_deletion_removes_the_text_with_all_that_it_replaced() {
    told.begin("one", verified("ada"));
    var first = told.remember("one", SEMANTIC, "lives in Graz");
    told.project();
    get(told.memories.correct(TenantId.DEFAULT, first, "lives in Bruck", Party.OPERATOR));
    var second = told.remember("one", SEMANTIC, "lives in Linz", first);
    var other = told.remember("one", SEMANTIC, "has a dog");
    told.project();
    var vectors = new JdbcVectors(told.db.database());
    for (var text : List.of("lives in Graz", "lives in Bruck", "lives in Linz", "has a dog"))
      get(vectors.save("e", Map.of(hash(text), new float[] {1})));
    assertThat(get(told.memories.delete(OTHER, second))).isFalse();
    assertThat(get(told.memories.delete(TenantId.DEFAULT, second))).isTrue();
    assertThat(get(told.memories.delete(TenantId.DEFAULT, second))).isFalse();
    assertThat(told.db.count("memory WHERE text LIKE 'lives%'")).isZero();
    assertThat(told.db.count("memory_correction")).isZero();
    assertThat(told.db.count("embedding")).isEqualTo(1);
    assertThat(get(told.memories.find(TenantId.DEFAULT, second))).isEmpty();
    told.readAgain();
    assertThat(told.held("x", "ada")).extracting(Memory::id).containsExactly(other);
    // a repetition after the deletion is a new memory
    told.remember("one", SEMANTIC, "lives in Linz", second);
    told.project();
    assertThat(texts(told.held("x", "ada"))).containsExactly("lives in Linz", "has a dog");
  }

  @Test
  void lists_are_filtered_and_paged_newest_first() {
    told.begin("one", verified("ada"));
    told.begin("two", verified("bob"));
    var ids = new ArrayList<String>();
    for (int i = 0; i < 4; i++) ids.add(told.remember("one", SEMANTIC, "fact " + i));
    ids.add(told.remember("one", EPISODIC, "an episode"));
    told.remember("two", SEMANTIC, "of bob");
    told.remember("two", PROCEDURAL, "how");
    told.project();
    var seen = new ArrayList<String>();
    Optional<String> after = Optional.empty();
    do {
      var page =
          get(
              told.memories.list(
                  new MemoryQuery(
                      TenantId.DEFAULT,
                      Optional.of("ada"),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      after,
                      2)));
      assertThat(page.memories()).hasSizeLessThanOrEqualTo(2);
      page.memories().forEach(kept -> seen.add(kept.memory().id()));
      after = page.next();
    } while (after.isPresent());
    assertThat(seen).isEqualTo(ids.reversed());
    assertThat(listed(Optional.empty(), Optional.of("two"), Optional.empty()))
        .containsExactlyInAnyOrder("of bob", "how");
    assertThat(listed(Optional.empty(), Optional.empty(), Optional.of(PROCEDURAL)))
        .containsExactly("how");
    assertThat(listed(Optional.of("ada"), Optional.of("two"), Optional.empty())).isEmpty();
    assertThat(
            get(told.memories.list(
                    new MemoryQuery(
                        OTHER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        50)))
                .memories())
        .isEmpty();
  }

  @Test
  void a_cursor_that_is_not_ours_is_refused() {
    for (var foreign :
        List.of("", "!", "AAAA", "x".repeat(500), "MSAyMDI2LTEzLTAxVDEyOjAwOjAwWiBz"))
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  get(
                      told.memories.list(
                          new MemoryQuery(
                              TenantId.DEFAULT,
                              Optional.empty(),
                              Optional.empty(),
                              Optional.empty(),
                              Optional.empty(),
                              Optional.of(foreign),
                              5))))
          .withMessageContaining("cursor");
  }

  @Test
  void a_procedure_is_not_recalled_before_a_person_has_approved_it() {
    told.begin("one", verified("ada"));
    var how = told.remember("one", PROCEDURAL, "the article about parcels helps");
    var size = told.remember("one", SEMANTIC, "wears size 42");
    told.project();
    assertThat(texts(told.held("x", "bob"))).isEmpty();
    assertThat(waiting()).containsExactly(how);
    assertThat(get(told.memories.approve(OTHER, how, Approval.APPROVE, Party.HUMAN))).isEmpty();
    assertThat(
            get(told.memories.approve(TenantId.DEFAULT, how, Approval.APPROVE, Party.HUMAN))
                .orElseThrow()
                .approval())
        .contains(new KeptMemory.Approval(LATER, Party.HUMAN));
    assertThat(
            get(told.memories.approve(TenantId.DEFAULT, size, Approval.APPROVE, Party.HUMAN))
                .orElseThrow()
                .approval())
        .isEmpty();
    told.readAgain();
    assertThat(texts(told.held("x", "bob"))).containsExactly("the article about parcels helps");
    assertThat(waiting()).isEmpty();
    get(told.memories.approve(TenantId.DEFAULT, how, Approval.REJECT, Party.OPERATOR));
    assertThat(texts(told.held("x", "bob"))).isEmpty();
    assertThat(waiting()).containsExactly(how);
    get(told.memories.correct(TenantId.DEFAULT, how, "look into the article", Party.OPERATOR));
    assertThat(texts(told.held("x", "bob"))).containsExactly("look into the article");
  }

  @Test
  void decisions_and_corrections_are_in_the_audit_trail_where_they_change_something() {
    told.begin("one", verified("ada"));
    var how = told.remember("one", PROCEDURAL, "the article about parcels helps");
    var size = told.remember("one", SEMANTIC, "wears size 42");
    told.project();
    var act = Act.ofProgram("operator", LATER);
    for (var decision : List.of(Approval.APPROVE, Approval.REJECT))
      for (var id : List.of(how, how, size))
        get(told.memories.approve(TenantId.DEFAULT, id, decision, Party.OPERATOR, act));
    for (int i = 0; i < 2; i++)
      get(told.memories.correct(TenantId.DEFAULT, how, "look it up", Party.OPERATOR, act));
    var entries = get(new JdbcAuditTrail(told.db.database()).page(TenantId.DEFAULT, 0, 10));
    assertThat(entries)
        .extracting(entry -> entry.change().action() + " " + entry.change().target())
        .containsExactly(
            "memory-approved memory:" + how,
            "memory-approval-withdrawn memory:" + how,
            "memory-corrected memory:" + how);
    assertThat(entries.toString()).doesNotContain("parcels", "look it up");
  }

  private List<String> waiting() {
    var query =
        new MemoryQuery(
            TenantId.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(false),
            Optional.empty(),
            50);
    return get(told.memories.list(query)).memories().stream()
        .map(kept -> kept.memory().id())
        .toList();
  }

  private List<String> listed(
      Optional<String> customer, Optional<String> session, Optional<MemoryKind> kind) {
    var query =
        new MemoryQuery(
            TenantId.DEFAULT,
            customer,
            session.map(SessionId::new),
            kind,
            Optional.empty(),
            Optional.empty(),
            50);
    return get(told.memories.list(query)).memories().stream()
        .map(kept -> kept.memory().text())
        .toList();
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
