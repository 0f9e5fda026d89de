package io.parley.sessions;

import static io.parley.sessions.ScriptedWorld.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentRef;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryScope;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.Purpose;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.MemoryEvent.MemoryWritten;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.UsageEvent.UsageRecorded;
import io.parley.sessions.ScriptedWorld.ModelCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Memory beyond a conversation: recalled before a reply, written after a turn and at the session's
/// end.
class SessionMemoryTest extends SessionFixture {
  private static final Optional<Customer> ADA =
      Optional.of(new Customer("c-7", Optional.of("Ada"), true));

  @BeforeEach
  void remember() {
    world.limits = new AgentLimits(2_000, 500, 4, 3, 300);
  }

  @Test
  void known_facts_about_a_customer_reach_the_model() {
    var fact = new Memory("s.1", MemoryKind.SEMANTIC, "wears size 42", key, now());
    world.memories = List.of(fact);
    start(ADA);
    say("a", "hello");
    assertThat(next(world.recalls)).isEqualTo(new MemoryScope(key, Optional.of("c-7")));
    assertThat(world.nextModelCall().prompt().messages())
        .containsExactly(
            new PromptMessage.Named("Ada"),
            new Remembered(List.of(fact)),
            new PromptMessage.Customer("hello"));
  }

  @Test
  void facts_that_came_with_a_call_of_the_company_reach_the_model() {
    var at = startByPhone(Optional.empty());
    say("a", "hello");
    assertThat(world.nextModelCall().prompt().messages())
        .containsExactly(
            new Remembered(
                List.of(
                    new Memory("context.matter", MemoryKind.SEMANTIC, "matter: late", key, at),
                    new Memory("context.order", MemoryKind.SEMANTIC, "order: 1042", key, at))),
            new PromptMessage.Customer("hello"));
  }

  @Test
  void a_visitor_cannot_give_facts() {
    startByPhone(Optional.of("v".repeat(32)));
    say("a", "hello");
    assertThat(world.nextModelCall().prompt().messages())
        .containsExactly(new PromptMessage.Customer("hello"));
  }

  /// @return the moment of the start
  private Instant startByPhone(Optional<String> visitor) {
    var start =
        new SessionCommand.Start(
            TENANT,
            new AgentRef("support", 1),
            Channel.PHONE,
            Optional.empty(),
            Map.of("context.order", "1042", "context.matter", "late", "caller", "+4930"),
            Optional.empty(),
            visitor,
            now());
    assertThat(ask(start)).isEqualTo(new Answer.Stored(1));
    return start.at();
  }

  @Test
  void an_unverified_customer_has_memories_of_this_session_only() {
    start(Optional.of(Customer.claimed("c-7", Optional.empty())));
    say("a", "hello");
    assertThat(next(world.recalls)).isEqualTo(new MemoryScope(key, Optional.empty()));
  }

  @Test
  void memories_out_of_reach_do_not_stop_the_reply() {
    world.memoryFailure.set(new IllegalStateException("down"));
    start(ADA);
    say("a", "hello");
    var call = world.nextModelCall();
    assertThat(call.prompt().messages())
        .containsExactly(new PromptMessage.Named("Ada"), new PromptMessage.Customer("hello"));
    answer(call, "Hi.");
    assertThat(event(4)).isInstanceOf(ReplyCompleted.class);
  }

  @Test
  void an_agent_without_memory_recalls_nothing_and_writes_nothing() {
    world.limits = new AgentLimits(2_000, 500, 4, 3, 0);
    start(ADA);
    turn("a", "I wear 42", "Noted.");
    event(4);
    end();
    next(world.archiveAttempts);
    assertThat(world.recalls).isEmpty();
    assertThat(world.modelCalls).isEmpty();
  }

  @Test
  void new_facts_are_compared_with_known_ones_and_stored_with_their_source() {
    var known = new Memory("s.9", MemoryKind.SEMANTIC, "wears size 41", key, now());
    world.memories = List.of(known);
    start(ADA);
    turn("a", "I wear 42 now", "Noted.");
    var asked = world.nextModelCall();
    assertThat(asked.prompt().purpose()).isEqualTo(Purpose.CLASSIFY);
    assertThat(asked.prompt().messages())
        .contains(new Remembered(List.of(known)), new PromptMessage.Customer("I wear 42 now"));
    answer(asked, "correct 1: The customer wears size 42");
    assertThat(event(5)).isInstanceOf(UsageRecorded.class);
    var written = (MemoryWritten) event(6);
    assertThat(written.memory()).isEqualTo(MemoryKind.SEMANTIC);
    assertThat(written.text()).contains("42");
    assertThat(written.replaces()).hasValue("s.9");
    assertThat(written.turn()).isEqualTo(1);
  }

  @Test
  void a_turn_whose_facts_could_not_be_found_is_read_again_with_the_next() {
    start(ADA);
    turn("a", "I wear 42", "Noted.");
    world
        .nextModelCall()
        .listener()
        .failed(new ModelFailure(ModelFailure.Category.UNAVAILABLE, "down", null));
    turn("b", "And blue, please", "Blue it is.");
    assertThat(world.nextModelCall().prompt().messages())
        .contains(
            new PromptMessage.Customer("I wear 42"),
            new PromptMessage.Customer("And blue, please"));
  }

  @Test
  void a_turn_is_read_for_facts_once() {
    start(ADA);
    turn("a", "hello", "Hi.");
    answer(world.nextModelCall(), "none");
    turn("b", "I wear 42", "Noted.");
    assertThat(world.nextModelCall().prompt().messages())
        .doesNotContain(new PromptMessage.Customer("hello"));
  }

  @Test
  void a_known_customers_ended_session_is_reflected_on_and_then_archived() {
    start(ADA);
    turn("a", "How do I return boots?", "Within 30 days.");
    answer(world.nextModelCall(), "none");
    end();
    var reflection = world.nextModelCall();
    assertThat(world.archiveAttempts).isEmpty();
    answer(reflection, "episode: The customer asked how to return boots.");
    next(world.archiveAttempts);
    assertThat(events(key))
        .filteredOn(MemoryWritten.class::isInstance)
        .extracting(event -> ((MemoryWritten) event).memory())
        .containsExactly(MemoryKind.EPISODIC);
  }

  @Test
  void without_a_model_an_ended_session_is_archived_with_a_plain_episode() {
    start(ADA);
    turn("a", "How do I return boots?", "Within 30 days.");
    answer(world.nextModelCall(), "none");
    end();
    world
        .nextModelCall()
        .listener()
        .failed(new ModelFailure(ModelFailure.Category.UNAVAILABLE, "down", null));
    next(world.archiveAttempts);
    assertThat(events(key))
        .filteredOn(MemoryWritten.class::isInstance)
        .singleElement()
        .satisfies(
            event -> assertThat(((MemoryWritten) event).text()).contains("How do I return boots?"));
  }

  @Test
  void a_reflection_lost_with_its_node_is_repeated() {
    start(ADA);
    turn("a", "hello", "Hi.");
    answer(world.nextModelCall(), "none");
    end();
    world.nextModelCall();
    crash();
    view();
    answer(world.nextModelCall(), "episode: The customer said hello.");
    next(world.archiveAttempts);
  }

  private void turn(String id, String words, String reply) {
    say(id, words);
    answer(world.nextModelCall(), reply);
  }

  private static void answer(ModelCall call, String words) {
    call.says(words);
    call.ends();
  }

  private void end() {
    ask(new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", now()));
  }
}
