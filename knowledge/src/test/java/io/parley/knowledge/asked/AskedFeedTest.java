package io.parley.knowledge.asked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.feed.FeedEvent;
import io.parley.core.journal.Damage;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.knowledge.asked.AskedGroup;
import io.parley.core.knowledge.asked.AskedState;
import io.parley.core.knowledge.asked.AskedStore;
import io.parley.core.model.Embedder;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskedFeedTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
  private static final Usage USAGE = new Usage("m", 1, 1, 0, "EUR", false);

  private final List<RecordedEvent> events = new ArrayList<>();
  private final List<AskedStore.Arriving> kept = new CopyOnWriteArrayList<>();
  private Optional<RuntimeException> damage = Optional.empty();
  private int reads;
  private boolean storeFails;
  private boolean embedderFails;
  private final AskedFeed feed =
      new AskedFeed(this::read, new Store(), new Words(), AskedSettings.from(ConfigFactory.load()));

  AskedFeedTest() {
    put(
        new SessionStarted(
            TenantId.DEFAULT,
            new AgentRef("support", 1),
            Channel.WEB,
            Optional.empty(),
            Map.of(),
            NOON));
  }

  @AfterEach
  void close() {
    feed.close();
  }

  @Test
  void a_question_gets_its_language_and_its_vector() {
    talk("Wie kann ich ein Zelt reparieren?", "Das weiß ich nicht.");
    deliver();
    assertThat(kept).hasSize(1);
    assertThat(kept.getFirst().language()).isEqualTo("de");
    assertThat(kept.getFirst().vector()).isPresent();
    assertThat(kept.getFirst().embedder()).isEqualTo("words");
    assertThat(kept.getFirst().question().agent()).isEqualTo("support");
  }

  @Test
  void without_an_embedder_questions_are_kept_too() {
    embedderFails = true;
    talk("Do you repair tents?", "I don't know that.");
    deliver();
    assertThat(kept.getFirst().vector()).isEmpty();
  }

  @Test
  void deep_in_a_long_session_the_agent_is_known_and_only_the_end_is_read() {
    talk("Do you rent tents?", "I don't know that.");
    for (int i = 0; i < 100; i++) talk("Hello", "Hi.");
    talk("Do you repair tents?", "I don't know that.");
    feed.deliver(List.of(new FeedEvent(SESSION, events.getLast()))).toCompletableFuture().join();
    assertThat(kept)
        .extracting(each -> each.question().text())
        .containsExactly("Do you repair tents?");
    assertThat(kept.getFirst().question().agent()).isEqualTo("support");
  }

  @Test
  void a_damaged_session_holds_up_nothing_and_another_failure_is_delivered_again() {
    talk("Do you repair tents?", "I don't know that.");
    damage = Optional.of(new DamagedJournal(new Damage(2, Damage.Category.MISSING)));
    deliver();
    assertThat(kept).isEmpty();
    damage = Optional.empty();
    storeFails = true;
    assertThatThrownBy(this::deliver).hasMessageContaining("the database is gone");
    storeFails = false;
    deliver();
    assertThat(kept).hasSize(1);
  }

  @Test
  void small_talk_is_not_read_again_unless_its_beginning_was_not_seen() {
    for (int i = 0; i < 3; i++) talk("Hello", "Hi.");
    deliver();
    assertThat(reads).isZero();
    feed.deliver(List.of(new FeedEvent(SESSION, events.getLast()))).toCompletableFuture().join();
    assertThat(reads).isPositive();
    assertThat(kept).isEmpty();
  }

  private void deliver() {
    feed.deliver(events.stream().map(event -> new FeedEvent(SESSION, event)).toList())
        .toCompletableFuture()
        .join();
  }

  private CompletionStage<List<RecordedEvent>> read(SessionKey key, long after, int limit) {
    reads++;
    if (damage.isPresent()) return CompletableFuture.failedStage(damage.get());
    return CompletableFuture.completedStage(
        events.subList((int) after, (int) Math.min(events.size(), after + limit)));
  }

  private void talk(String message, String reply) {
    put(new Said("m" + events.size(), Party.CUSTOMER, message, Channel.WEB, NOON));
    int turn = events.size();
    put(new TurnStarted(turn, List.of((long) events.size()), NOON));
    put(new ReplyCompleted(turn, reply, List.of(), 1, 1, USAGE, false, NOON));
  }

  private void put(SessionEvent event) {
    events.add(new RecordedEvent(events.size() + 1L, event));
  }

  private final class Words implements Embedder {
    @Override
    public String id() {
      return "words";
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      if (embedderFails) throw new IllegalStateException("no model");
      return texts.stream().map(_ -> new float[] {1}).toList();
    }
  }

  private final class Store implements AskedStore {
    @Override
    public CompletionStage<Void> add(TenantId tenant, List<Arriving> questions, Choice choice) {
      if (storeFails)
        return CompletableFuture.failedStage(new IllegalStateException("the database is gone"));
      kept.addAll(questions);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<List<AskedGroup>> list(
        TenantId tenant, AskedState state, int offset, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<AskedGroup>> find(TenantId tenant, long id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> draft(
        TenantId tenant, long id, String question, String answer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> move(
        TenantId tenant, long id, AskedState state, Optional<String> ref) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> merge(TenantId tenant, long id, long into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Integer> forget(TenantId tenant, SessionId session) {
      throw new UnsupportedOperationException();
    }
  }
}
