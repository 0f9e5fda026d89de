package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.note.MemoryNotes;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.tools.fake.Chat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hi, my name is Kari Solheim. | fact: The customer's name is Kari Solheim",
        "Please call me Kari | fact: The customer wants to be called Kari",
        "I live in Graz | fact: The customer lives in Graz",
        "By the way, I moved to Bad Ischl and love it | fact: The customer lives in Bad Ischl",
        "we've just moved to Linz! | fact: The customer lives in Linz",
        "I wear size 42 in boots | fact: The customer wears size 42",
        "I usually take size M, thanks | fact: The customer wears size M",
        "My shoe size is 41.5 | fact: The customer's shoe size is 41.5",
        "My jacket size is M. | fact: The customer's jacket size is M",
        "my favourite colour is dark green by the way | fact: The customer's favourite colour is"
            + " dark green",
        "My birthday is 3 May | fact: The customer's birthday is 3 May",
        "I was born on 3 May 1980. | fact: The customer's birthday is 3 May 1980",
        "My dog is called Rex, he loves snow | fact: The customer's dog is Rex",
        "I have two cats | fact: The customer has: two cats",
        "We have a dog named Rex | fact: The customer has: dog named Rex",
        "I work as a mountain guide | fact: The customer works as a mountain guide",
        "I'd prefer to be contacted by phone | fact: The customer wants to be contacted by phone",
        "I prefer e-mail | fact: The customer wants to be contacted by e-mail",
        "I prefer leather over synthetics | fact: The customer prefers leather over synthetics",
        "I'm allergic to wool | fact: The customer is allergic to wool",
        "I am vegan. | fact: The customer's diet is vegan",
        "I don't eat nuts | fact: The customer doesn't eat nuts",
        "I can't stand neon colours | fact: The customer doesn't like neon colours",
        "I really love waxed cotton and my wife hates it | fact: The customer likes waxed cotton",
        "Please always leave parcels with the neighbour | fact: The customer's standing wish:"
            + " always leave parcels with the neighbour",
        "Please never ring the bell! | fact: The customer's standing wish: never ring the bell",
        "I own a canoe | fact: The customer said: I own a canoe",
        "I speak Slovene | fact: The customer speaks Slovene",
      })
  void facts_that_people_state_are_found(String words, String line) {
    assertThat(Facts.of(List.of(new Customer(words)))).containsExactly(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Where is my order 1042?",
        "Do you have it in size 42?",
        "I'd like to return my shoes",
        "I like it",
        "I love your shop",
        "My order is late",
        "My parcel is not here. My boots are broken.",
        "I don't live in Graz",
        "Thanks, that was all",
        "what if I live in Spain?",
        "ok",
        "",
      })
  void chatter_is_no_fact(String words) {
    assertThat(Facts.of(List.of(new Customer(words)))).isEmpty();
  }

  @Test
  void only_the_customer_counts() {
    assertThat(Facts.of(List.of(new Assistant("My name is Parley. I live in a server."))))
        .isEmpty();
  }

  @Test
  void a_second_one_of_a_kind_corrects_the_first() {
    var known = known("The customer lives in Graz", "The customer wears size 41");
    assertThat(
            drafts(
                known, "I moved to Linz last week and I wear size 42 now", "My dog is called Rex"))
        .containsExactly(
            new MemoryDraft(
                MemoryKind.SEMANTIC,
                "The customer lives in Linz",
                Optional.of(known.getFirst().id())),
            new MemoryDraft(
                MemoryKind.SEMANTIC,
                "The customer wears size 42",
                Optional.of(known.getLast().id())),
            new MemoryDraft(MemoryKind.SEMANTIC, "The customer's dog is Rex", Optional.empty()));
  }

  @Test
  void known_facts_are_not_repeated() {
    assertThat(drafts(known("The customer lives in Graz"), "I live in Graz")).isEmpty();
  }

  @Test
  void a_changed_preference_corrects_the_old_one() {
    var known = known("The customer likes wool");
    assertThat(drafts(known, "I don't like wool any more"))
        .containsExactly(
            new MemoryDraft(
                MemoryKind.SEMANTIC,
                "The customer doesn't like wool",
                Optional.of(known.getFirst().id())));
  }

  @Test
  void of_two_in_one_message_the_later_counts() {
    assertThat(drafts(List.of(), "I live in Graz. Sorry, I moved to Linz."))
        .extracting(MemoryDraft::text)
        .containsExactly("The customer lives in Linz");
  }

  private static List<MemoryDraft> drafts(List<Memory> known, String... words) {
    var messages = new ArrayList<PromptMessage>(List.of(new Remembered(known)));
    for (var text : words) messages.add(new Customer(text));
    return MemoryNotes.facts(String.join("\n", Facts.of(messages)), known);
  }

  private static List<Memory> known(String... texts) {
    var known = new ArrayList<Memory>();
    for (var text : texts)
      known.add(
          new Memory(
              Memory.id(Chat.ORIGIN.session(), known.size()),
              MemoryKind.SEMANTIC,
              text,
              Chat.ORIGIN.session(),
              Instant.EPOCH));
    return known;
  }
}
