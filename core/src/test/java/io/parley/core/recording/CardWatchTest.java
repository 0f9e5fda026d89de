package io.parley.core.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallEvent.Keyed;
import io.parley.core.turn.CallEvent.SpeechStarted;
import io.parley.core.turn.CallEvent.Transcribed;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When the number of a card is found in what a customer says and keys, and until when.
class CardWatchTest {
  private static final String CARD = "4111 1111 1111 1111";

  private CardWatch watch = CardWatch.NONE;

  private static Instant at(double seconds) {
    return Instant.EPOCH.plusMillis(Math.round(seconds * 1_000));
  }

  private void starts(double since) {
    watch = watch.after(new SpeechStarted(at(since), at(since + 0.3)));
  }

  private void hears(String partial, double when) {
    watch = watch.after(new Transcribed(Transcript.partial(partial, 0.9, 0.9), at(when)));
  }

  private void settles(String words, double when) {
    watch = watch.after(new Transcribed(Transcript.settled(words, 0.9), at(when)));
  }

  private void keys(String keys, double from) {
    for (int i = 0; i < keys.length(); i++)
      watch = watch.after(new Keyed(keys.charAt(i), at(from + i)));
  }

  private void isFoundFrom(double seconds) {
    assertThat(watch.since()).contains(at(seconds));
  }

  private void isNotFound() {
    assertThat(watch.since()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "My card is 4111 1111 1111 1111.",
        "It's 4111-1111, and then 1111 1111, until 12 27",
        "four one one one, one one one one, one one one one, one one one one",
        "Einundvierzig elf, elf elf, elf elf, elf elf.",
        "cuarenta y uno once once once once once once once",
        "forty-one double one, 1111 1111 1111"
      })
  void a_card_is_found_written_grouped_and_in_words(String words) {
    starts(3);
    settles(words, 9);
    isFoundFrom(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "My order is 1042.",
        "4111 1111 1111 1112",
        "Call me at 030 1234567, my order is number 1042.",
        "4111 1111 is on the first page of it, 1111 1111 on the last"
      })
  void other_numbers_are_none(String words) {
    starts(3);
    settles(words, 9);
    isNotFound();
  }

  @Test
  void it_is_found_in_a_transcript_that_still_grows() {
    starts(3);
    hears("4111 1111", 5);
    isNotFound();
    hears("4111 1111 1111 1111 and", 8);
    isFoundFrom(3);
    settles("4111 1111 1111 1111 and that is it", 9);
    isFoundFrom(3);
  }

  @Test
  void it_is_found_over_utterances_and_keys_that_follow_each_other() {
    starts(3);
    settles("four one one one", 5);
    starts(7);
    settles("Then 1111.", 9);
    keys("11111111", 20);
    isFoundFrom(3);
  }

  @Test
  void keys_alone_are_a_card_from_the_first_one_on() {
    keys("4111", 2);
    keys("#", 6);
    keys("11111111", 7);
    isNotFound();
    keys("1111", 15);
    isFoundFrom(2);
  }

  @Test
  void parts_with_a_long_pause_between_them_are_no_number() {
    settles("4111 1111", 5);
    starts(21);
    settles("1111 1111", 24);
    isNotFound();
  }

  @Test
  void words_whose_beginning_is_not_known_may_have_begun_a_while_before() {
    settles(CARD, 20);
    isFoundFrom(5);
  }

  @Test
  void it_lasts_until_the_customer_is_answered_without_it() {
    starts(3);
    hears(CARD, 8);
    watch = watch.answered("Your order is on its way.");
    assertThat(watch.since()).as("an answer to earlier words").isPresent();
    settles(CARD, 9);
    watch = watch.said(CARD, at(9));
    watch = watch.answered("I have 4111 1111 1111 1111. Right?");
    watch = watch.answered("What is the security code?");
    isFoundFrom(3);
    watch = watch.said("One two three.", at(20)).answered("Thank you.");
    isNotFound();
    starts(30);
    settles("1042", 32);
    isNotFound();
  }

  @Test
  void words_that_only_the_session_has_count_too() {
    watch = watch.said("It is " + CARD, at(30));
    isFoundFrom(15);
    watch = watch.answered("Thank you.");
    isNotFound();
  }
}
