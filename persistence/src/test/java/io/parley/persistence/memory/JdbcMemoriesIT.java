package io.parley.persistence.memory;

import static io.parley.core.memory.MemoryKind.EPISODIC;
import static io.parley.core.memory.MemoryKind.PROCEDURAL;
import static io.parley.core.memory.MemoryKind.SEMANTIC;
import static io.parley.persistence.memory.MemoryFixture.ALL;
import static io.parley.persistence.memory.MemoryFixture.OTHER;
import static io.parley.persistence.memory.MemoryFixture.at;
import static io.parley.persistence.memory.MemoryFixture.scope;
import static io.parley.persistence.memory.MemoryFixture.texts;
import static io.parley.persistence.memory.MemoryFixture.verified;
import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.KeptMemory.Correction;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.memory.MemoryScope;
import io.parley.core.session.Customer;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcMemoriesIT {
  private final MemoryFixture told = new MemoryFixture();

  @AfterEach
  void close() {
    told.close();
  }

  @Test
  void a_customers_facts_are_found_in_their_next_session() {
    told.begin("one", verified("ada"));
    var size = told.remember("one", SEMANTIC, "wears size 42");
    var parcel = told.remember("one", EPISODIC, "asked for a parcel");
    var how = told.remember("one", PROCEDURAL, "the article about parcels helps");
    told.project();
    told.approve(how);
    assertThat(told.held("two", "ada"))
        .containsExactlyInAnyOrder(
            new Memory(size, SEMANTIC, "wears size 42", key("one"), at(2)),
            new Memory(parcel, EPISODIC, "asked for a parcel", key("one"), at(3)),
            new Memory(how, PROCEDURAL, "the article about parcels helps", key("one"), at(4)));
    assertThat(get(told.memories.held(scope("two", "ada"), Set.of(EPISODIC))))
        .extracting(Memory::id)
        .containsExactly(parcel);
  }

  @Test
  void other_customers_do_not_find_them() {
    told.begin("one", verified("ada"));
    told.remember("one", SEMANTIC, "wears size 42");
    told.remember("one", EPISODIC, "asked for a parcel");
    told.begin("visitor", Optional.of(Customer.claimed("ada", Optional.empty())));
    told.remember("visitor", SEMANTIC, "says to be ada");
    told.begin("anonymous", Optional.empty());
    told.remember("anonymous", SEMANTIC, "is nobody");
    told.project();
    assertThat(told.held("x", "ada")).hasSize(2);
    for (var customer :
        List.of(
            "Ada",
            "ada ",
            "a",
            "ada%",
            "%",
            "eda",
            "customer:ada",
            "tenant",
            "one",
            "",
            "ad\u0000a")) assertThat(told.held("x", customer)).as(customer).isEmpty();
    assertThat(get(told.memories.held(new MemoryScope(key("x"), Optional.empty()), ALL))).isEmpty();
    assertThat(get(told.memories.held(new MemoryScope(key("one"), Optional.empty()), ALL)))
        .isEmpty();
    assertThat(
            texts(get(told.memories.held(new MemoryScope(key("visitor"), Optional.empty()), ALL))))
        .containsExactly("says to be ada");
    assertThat(
            texts(
                get(told.memories.held(new MemoryScope(key("anonymous"), Optional.empty()), ALL))))
        .containsExactly("is nobody");
    var elsewhere = new SessionKey(OTHER, new SessionId("one"));
    assertThat(get(told.memories.held(new MemoryScope(elsewhere, Optional.of("ada")), ALL)))
        .isEmpty();
    assertThat(get(told.memories.held(new MemoryScope(elsewhere, Optional.empty()), ALL)))
        .isEmpty();
  }

  @Test
  void procedures_belong_to_their_tenant() {
    told.begin("one", verified("ada"));
    var soak = told.remember("one", PROCEDURAL, "soak the leather");
    told.begin(new SessionKey(OTHER, new SessionId("theirs")), OTHER, verified("ada"));
    var theirs =
        told.remember(new SessionKey(OTHER, new SessionId("theirs")), PROCEDURAL, "theirs");
    told.project();
    told.approve(soak, theirs);
    assertThat(texts(told.held("two", "bob"))).containsExactly("soak the leather");
    var scope = new MemoryScope(new SessionKey(OTHER, new SessionId("new")), Optional.of("eve"));
    assertThat(texts(get(told.memories.held(scope, ALL)))).containsExactly("theirs");
  }

  @Test
  void an_id_that_a_column_cannot_hold_owns_no_memories() {
    told.begin("odd", verified("a\u0000"));
    told.remember("odd", SEMANTIC, "of the odd one");
    told.begin("half", verified("a\uD83D"));
    told.remember("half", SEMANTIC, "of half a character");
    told.begin("mark", verified("a\uFFFD"));
    told.remember("mark", SEMANTIC, "of the mark");
    told.project();
    for (var id : List.of("a\u0000", "a\uFFFD", "a\uD83D", "a"))
      assertThat(told.held("x", id)).as(id).isEmpty();
    assertThat(get(told.memories.list(query(Optional.of("a\uFFFD"), 10))).memories()).isEmpty();
  }

  @Test
  void a_contradicted_fact_is_replaced() {
    told.begin("one", verified("ada"));
    var graz = told.remember("one", SEMANTIC, "lives in Graz");
    var linz = told.remember("one", SEMANTIC, "lives in Linz", graz);
    told.begin("two", verified("ada"));
    // both corrected the first: the later one counts
    var wels = told.remember("two", SEMANTIC, "lives in Wels", graz);
    told.project();
    assertThat(told.held("three", "ada")).extracting(Memory::id).containsExactly(wels);
    assertThat(get(told.memories.find(TenantId.DEFAULT, wels)).orElseThrow().corrections())
        .extracting(Correction::was)
        .containsExactlyInAnyOrder("lives in Linz", "lives in Graz");
    assertThat(get(told.memories.find(TenantId.DEFAULT, linz))).isEmpty();
  }

  @Test
  void a_customer_cannot_replace_anothers_memories() {
    told.begin("one", verified("ada"));
    var hers = told.remember("one", SEMANTIC, "lives in Graz");
    var how = told.remember("one", PROCEDURAL, "soak the leather");
    told.begin("two", verified("bob"));
    told.remember("two", SEMANTIC, "lives in Linz", hers);
    told.remember("two", SEMANTIC, "knows how", how);
    told.begin(new SessionKey(OTHER, new SessionId("one")), OTHER, verified("ada"));
    told.remember(new SessionKey(OTHER, new SessionId("one")), SEMANTIC, "lives in Wels", hers);
    told.project();
    told.approve(how);
    assertThat(texts(told.held("x", "ada"))).contains("lives in Graz", "soak the leather");
    assertThat(texts(told.held("x", "bob"))).contains("lives in Linz", "knows how");
  }

  @Test
  void a_repeated_fact_is_stored_once_and_stays_deleted() {
    told.begin("one", verified("ada"));
    var first = told.remember("one", SEMANTIC, "Wears size 42");
    told.remember("one", SEMANTIC, "wears size 42");
    told.project();
    assertThat(told.held("x", "ada")).extracting(Memory::id).containsExactly(first);
    assertThat(get(told.memories.delete(TenantId.DEFAULT, first))).isTrue();
    told.readAgain();
    assertThat(told.held("x", "ada")).isEmpty();
  }

  @Test
  void the_oldest_memories_are_deleted() {
    told.begin("one", verified("ada"));
    told.begin("two", verified("bob"));
    told.remember("two", SEMANTIC, "is bob");
    for (int i = 0; i < 9; i++) told.remember("one", SEMANTIC, "fact " + i);
    for (int i = 0; i < 9; i++) told.remember("one", EPISODIC, "episode " + i);
    var first = told.remember("one", PROCEDURAL, "procedure 0");
    told.project();
    told.approve(first);
    for (int i = 1; i < 9; i++) told.remember("one", PROCEDURAL, "procedure " + i);
    told.project();
    assertThat(texts(get(told.memories.held(scope("x", "ada"), Set.of(SEMANTIC)))))
        .containsExactly("fact 8", "fact 7", "fact 6", "fact 5", "fact 4");
    assertThat(get(told.memories.held(scope("x", "ada"), Set.of(EPISODIC)))).hasSize(4);
    // unapproved ones cannot push out approved ones
    assertThat(told.db.count("memory WHERE kind = 'procedural' AND ended_at IS NULL")).isEqualTo(3);
    assertThat(texts(get(told.memories.held(scope("x", "ada"), Set.of(PROCEDURAL)))))
        .containsExactly("procedure 0");
    assertThat(texts(get(told.memories.held(scope("x", "bob"), Set.of(SEMANTIC)))))
        .containsExactly("is bob");
  }

  @Test
  void a_strangers_memories_are_deleted_with_the_session() {
    told.begin("visitor", Optional.empty());
    told.remember("visitor", SEMANTIC, "wears size 42");
    told.begin("one", verified("ada"));
    told.remember("one", SEMANTIC, "has a dog");
    told.project();
    told.archived("visitor");
    told.archived("one");
    told.project();
    assertThat(get(told.memories.held(new MemoryScope(key("visitor"), Optional.empty()), ALL)))
        .isEmpty();
    assertThat(texts(told.held("x", "ada"))).containsExactly("has a dog");
    told.readAgain();
    assertThat(told.db.count("memory")).isEqualTo(1);
  }

  private static MemoryQuery query(Optional<String> customer, int limit) {
    return new MemoryQuery(
        TenantId.DEFAULT,
        customer,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
