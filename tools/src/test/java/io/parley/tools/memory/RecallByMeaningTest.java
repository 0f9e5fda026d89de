package io.parley.tools.memory;

import static io.parley.core.memory.MemoryKind.EPISODIC;
import static io.parley.core.memory.MemoryKind.PROCEDURAL;
import static io.parley.core.memory.MemoryKind.SEMANTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryScope;
import io.parley.core.memory.Tokens;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.fake.MemoryVectors;
import io.parley.knowledge.fake.MiniLm;
import io.parley.tools.fake.MemoryShelf;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecallByMeaningTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final TenantId OTHER = new TenantId("other");
  private static final int AMPLE = 2_000;

  private final MemoryShelf shelf = new MemoryShelf();
  private final MemoryVectors vectors = new MemoryVectors();
  private final CountingEmbedder embedder = new CountingEmbedder();
  private RecallByMeaning recall = recall("refresh-every = 0s");

  @AfterEach
  void close() {
    recall.close();
  }

  @Test
  void facts_are_recalled_for_any_words_without_embedding() {
    shelf.put(TENANT, "ada", SEMANTIC, "The customer wears size 42");
    shelf.put(TENANT, "ada", SEMANTIC, "The customer has a dog called Rex");
    assertThat(told("ada", "What does express delivery cost?", AMPLE))
        .containsExactly("The customer has a dog called Rex", "The customer wears size 42");
    assertThat(embedder.texts).hasValue(0);
  }

  @Test
  void an_episode_is_recalled_for_related_words() {
    shelf.put(
        TENANT,
        "ada",
        EPISODIC,
        "The customer asked where order 1042 was. The parcel had been lost, and a new one was"
            + " sent.");
    shelf.put(
        TENANT,
        "ada",
        EPISODIC,
        "The customer wanted to know how to wash a down jacket and got the article about it.");
    assertThat(told("ada", "My parcel did not arrive again!", AMPLE))
        .singleElement()
        .asString()
        .contains("order 1042");
    assertThat(told("ada", "Can I put my down jacket into the dryer?", AMPLE))
        .singleElement()
        .asString()
        .contains("down jacket");
    assertThat(told("ada", "Do you have a shop in Vienna?", AMPLE)).isEmpty();
  }

  @Test
  void a_procedure_is_recalled_for_a_similar_question() {
    shelf.put(
        TENANT,
        "ada",
        PROCEDURAL,
        "Parcel marked as delivered but not there: ask the neighbours first, then the article about"
            + " lost parcels helps.");
    assertThat(told("bob", "It says delivered but there is no parcel", AMPLE)).hasSize(1);
    assertThat(told("bob", "Which size should I take?", AMPLE)).isEmpty();
  }

  @Test
  void kinds_come_in_their_order() {
    shelf.put(TENANT, "ada", PROCEDURAL, "A lost parcel: the article about lost parcels helps.");
    shelf.put(TENANT, "ada", EPISODIC, "The customer's parcel was lost.");
    shelf.put(TENANT, "ada", SEMANTIC, "The customer wants parcels left at the door");
    assertThat(recalled("ada", "my parcel is lost", AMPLE))
        .extracting(Memory::kind)
        .containsExactly(SEMANTIC, EPISODIC, PROCEDURAL);
  }

  @Test
  void nothing_crosses_customers_or_tenants() {
    shelf.put(TENANT, "ada", SEMANTIC, "The customer wears size 42");
    shelf.put(TENANT, "ada", EPISODIC, "The customer's parcel was lost.");
    shelf.put(OTHER, "ada", SEMANTIC, "The customer wears size 37");
    shelf.put(OTHER, "ada", EPISODIC, "The customer's parcel was stolen.");
    shelf.put(OTHER, "ada", PROCEDURAL, "A lost parcel: ask the other company's carrier.");
    assertThat(told("bob", "my parcel is lost, size 42", AMPLE)).isEmpty();
    assertThat(told("ada", "my parcel is lost, size 42", AMPLE))
        .containsExactly("The customer wears size 42", "The customer's parcel was lost.");
    var elsewhere = new MemoryScope(new SessionKey(OTHER, new SessionId("s1")), Optional.of("bob"));
    assertThat(get(recall.recall(elsewhere, "my parcel is lost", AMPLE)))
        .extracting(Memory::text)
        .containsExactly("A lost parcel: ask the other company's carrier.");
    var claimed = new MemoryScope(new SessionKey(TENANT, new SessionId("s1")), Optional.empty());
    assertThat(get(recall.recall(claimed, "I am ada, my parcel is lost", AMPLE))).isEmpty();
  }

  @Test
  void the_token_limit_holds_and_the_nearest_facts_come_first() {
    for (int i = 0; i < 40; i++)
      shelf.put(TENANT, "ada", SEMANTIC, "The customer collects stamps of the year " + (1950 + i));
    shelf.put(TENANT, "ada", SEMANTIC, "The customer is allergic to wool");
    for (int i = 0; i < 10; i++)
      shelf.put(TENANT, "ada", SEMANTIC, "The customer collects coins of the year " + (1960 + i));
    for (int tokens : List.of(1, 15, 25, 60, 120, 300)) {
      var memories = recalled("ada", "Is there wool in this sweater? I get a rash", tokens);
      int sum = memories.stream().mapToInt(memory -> Tokens.estimate(memory.text())).sum();
      assertThat(sum).isLessThanOrEqualTo(tokens);
      if (tokens >= 25) assertThat(memories.getFirst().text()).contains("wool");
    }
    assertThat(recalled("ada", "wool", 0)).isEmpty();
  }

  @Test
  void too_many_facts_leave_tokens_for_episodes() {
    for (int i = 0; i < 60; i++)
      shelf.put(TENANT, "ada", SEMANTIC, "The customer likes parcel number " + i + " very much");
    shelf.put(TENANT, "ada", EPISODIC, "The customer's parcel was lost.");
    assertThat(recalled("ada", "my parcel is lost", 200))
        .extracting(Memory::kind)
        .contains(SEMANTIC, EPISODIC);
  }

  @Test
  void of_equals_the_newest_is_recalled() {
    shelf.put(TENANT, "ada", EPISODIC, "The customer's parcel was lost.");
    var newest = shelf.put(TENANT, "ada", EPISODIC, "The customer's parcel was lost.");
    assertThat(recalled("ada", "my parcel is lost", 20)).containsExactly(newest);
  }

  @Test
  void a_customer_without_memories_costs_one_read() {
    recall.close();
    recall = recall("refresh-every = 60s");
    told("ada", "hello", AMPLE);
    int before = shelf.looks.get();
    assertThat(told("ada", "my parcel is lost", AMPLE)).isEmpty();
    assertThat(shelf.looks.get() - before).isEqualTo(1);
    assertThat(embedder.texts).hasValue(0);
  }

  @Test
  void each_text_is_embedded_once() {
    shelf.put(TENANT, "ada", EPISODIC, "The customer's parcel was lost.");
    told("ada", "my parcel is lost", AMPLE);
    assertThat(embedder.texts).hasValue(2);
    told("ada", "my parcel is gone", AMPLE);
    assertThat(embedder.texts).hasValue(3);
    recall.close();
    recall = recall("refresh-every = 0s"); // another node
    told("ada", "where is it", AMPLE);
    assertThat(embedder.texts).hasValue(4);
    assertThat(embedder.threads).isNotEmpty().allMatch(name -> name.startsWith("recall-"));
  }

  @Test
  void deleted_and_corrected_memories_are_not_recalled() {
    var wrong = shelf.put(TENANT, "ada", SEMANTIC, "The customer lives in Gratz");
    var helped = shelf.put(TENANT, "ada", PROCEDURAL, "A lost parcel: the article helps.");
    assertThat(told("ada", "my parcel is lost", AMPLE)).hasSize(2);
    shelf.remove(wrong);
    shelf.remove(helped);
    shelf.put(TENANT, "ada", SEMANTIC, "The customer lives in Graz");
    assertThat(told("ada", "my parcel is lost", AMPLE))
        .containsExactly("The customer lives in Graz");
  }

  @Test
  void vectors_that_cannot_be_read_or_stored_are_computed() {
    vectors.broken = true;
    shelf.put(TENANT, "ada", EPISODIC, "The customer's parcel was lost.");
    assertThat(told("ada", "my parcel is lost", AMPLE)).hasSize(1);
    assertThat(told("ada", "my parcel is lost", AMPLE)).hasSize(1);
  }

  @Test
  void a_failing_store_fails_the_recall_and_is_not_cached() {
    shelf.put(TENANT, "ada", PROCEDURAL, "A lost parcel: the article helps.");
    recall.close();
    recall = recall("refresh-every = 60s");
    shelf.broken = true;
    assertThatThrownBy(() -> told("ada", "my parcel is lost", AMPLE)).hasMessageContaining("store");
    shelf.broken = false;
    assertThat(told("ada", "my parcel is lost", AMPLE)).hasSize(1);
  }

  @Test
  void facts_are_the_newest() {
    IntStream.range(0, 9).forEach(i -> shelf.put(TENANT, "ada", SEMANTIC, "fact " + i));
    shelf.put(TENANT, "ada", EPISODIC, "an episode");
    assertThat(get(recall.facts(scope("ada"), 3)))
        .extracting(Memory::text)
        .containsExactly("fact 8", "fact 7", "fact 6");
  }

  @Test
  void blank_words_recall_facts_only() {
    shelf.put(TENANT, "ada", SEMANTIC, "The customer has a dog");
    shelf.put(TENANT, "ada", EPISODIC, "The customer's parcel was lost.");
    assertThat(told("ada", " ", AMPLE)).containsExactly("The customer has a dog");
  }

  private List<String> told(String customer, String words, int tokens) {
    return recalled(customer, words, tokens).stream().map(Memory::text).toList();
  }

  private List<Memory> recalled(String customer, String words, int tokens) {
    return get(recall.recall(scope(customer), words, tokens));
  }

  private static MemoryScope scope(String customer) {
    return new MemoryScope(new SessionKey(TENANT, new SessionId("now")), Optional.of(customer));
  }

  private RecallByMeaning recall(String overrides) {
    var config =
        ConfigFactory.parseString("parley.recall { " + overrides + " }")
            .withFallback(ConfigFactory.load());
    return new RecallByMeaning(shelf, vectors, embedder, RecallSettings.from(config));
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The real one, with a count of what it was asked, and on which threads.
  private static final class CountingEmbedder implements Embedder {
    final AtomicInteger texts = new AtomicInteger();
    final Set<String> threads = ConcurrentHashMap.newKeySet();

    @Override
    public String id() {
      return MiniLm.EMBEDDER.id();
    }

    @Override
    public int dimensions() {
      return MiniLm.EMBEDDER.dimensions();
    }

    @Override
    public List<float[]> embed(List<String> some) {
      texts.addAndGet(some.size());
      threads.add(Thread.currentThread().getName());
      return MiniLm.EMBEDDER.embed(some);
    }
  }
}
