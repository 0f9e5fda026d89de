package io.parley.voice.phrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.flow.Outlet;
import io.parley.voice.sound.FrameCutter;
import io.parley.voice.testing.Heard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class PhraseCacheTest {
  private static final int FRAMES = 10;

  /// The estimated size of a sentence of so many frames.
  private static final long SENTENCE = FRAMES * (640 + 64) + 512;

  private final List<String> made = new ArrayList<>();
  private final PhraseCache cache =
      new PhraseCache(new Voice(), new PhraseSettings(2 * SENTENCE, 3));

  /// Says each sentence in ten frames at once, and breaks off those with a fault.
  private final class Voice implements TextToSpeech {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      made.add(utterance.text());
      var outlet = new Outlet<AudioFrame>(Outlet.UNLIMITED, new Outlet.Hooks() {});
      new FrameCutter(16_000, outlet::offer).add(new short[320 * FRAMES], 0, 320 * FRAMES);
      if (utterance.text().contains("fault"))
        outlet.fail(new SpeechFailure(SpeechFailure.Category.UNAVAILABLE, "broken", null));
      else outlet.complete();
      return outlet;
    }
  }

  /// Never finishes by itself.
  private static final class SlowVoice implements TextToSpeech {
    private final List<Utterance> made = new ArrayList<>();
    private final List<Outlet<AudioFrame>> outlets = new ArrayList<>();

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      made.add(utterance);
      outlets.add(new Outlet<>(Outlet.UNLIMITED, new Outlet.Hooks() {}));
      return outlets.getLast();
    }
  }

  private List<AudioFrame> say(String text) throws InterruptedException {
    return Heard.of(cache.speak(utterance(text))).whole();
  }

  private static TextToSpeech.Utterance utterance(String text) {
    return new TextToSpeech.Utterance(text, "en", "", 1);
  }

  @Test
  void a_sentence_is_cached_the_second_time() throws Exception {
    assertThat(say("One moment, please.")).hasSize(FRAMES);
    assertThat(cache.keeps(utterance("One moment, please."))).isFalse();
    var second = say("One moment, please.");
    assertThat(cache.keeps(utterance("One moment, please."))).isTrue();
    assertThat(say("One moment, please.")).hasSize(FRAMES).containsExactlyElementsOf(second);
    assertThat(made).hasSize(2);
  }

  @Test
  void another_pace_voice_or_language_is_cached_separately() {
    cache.prepare(List.of(utterance("Hello.")));
    assertThat(cache.keeps(utterance("Hello."))).isTrue();
    assertThat(cache.keeps(new TextToSpeech.Utterance("Hello.", "en", "", 1.1))).isFalse();
    assertThat(cache.keeps(new TextToSpeech.Utterance("Hello.", "en", "slt", 1))).isFalse();
    assertThat(cache.keeps(new TextToSpeech.Utterance("Hello.", "en-GB", "", 1))).isFalse();
  }

  @Test
  void greetings_are_made_ahead_and_a_failed_one_stops_no_other() throws Exception {
    cache.prepare(List.of(utterance("Hello."), utterance("A fault."), utterance("Goodbye.")));
    assertThat(made).containsExactly("Hello.", "A fault.", "Goodbye.");
    assertThat(say("Hello.")).hasSize(FRAMES);
    assertThat(say("Goodbye.")).hasSize(FRAMES);
    assertThat(made).hasSize(3);
  }

  @Test
  void the_pace_begins_each_sentence_and_what_calls_have_said_is_not_made_again() throws Exception {
    var due = new ArrayDeque<Runnable>();
    cache.prepare(List.of(utterance("Hello."), utterance("Goodbye.")), due::add);
    assertThat(made).isEmpty();
    due.remove().run();
    assertThat(made).containsExactly("Hello.");
    for (int i = 0; i < 2; i++) say("Goodbye.");
    due.remove().run();
    assertThat(made).containsExactly("Hello.", "Goodbye.", "Goodbye.");
    assertThat(due).isEmpty();
  }

  @Test
  void what_is_kept_or_being_made_is_not_made_again() {
    cache.prepare(List.of(utterance("Hello.")));
    cache.prepare(List.of(utterance("Hello."), utterance("Goodbye.")));
    assertThat(made).containsExactly("Hello.", "Goodbye.");
    var slow = new SlowVoice();
    var other = new PhraseCache(slow, new PhraseSettings(2 * SENTENCE, 3));
    other.prepare(List.of(utterance("Hello.")));
    other.prepare(List.of(utterance("Hello."), utterance("Goodbye.")));
    assertThat(slow.made)
        .extracting(TextToSpeech.Utterance::text)
        .containsExactly("Hello.", "Goodbye.");
    slow.outlets.getFirst().fail(new SpeechFailure(SpeechFailure.Category.TIMEOUT, "late", null));
    other.prepare(List.of(utterance("Hello.")));
    assertThat(slow.made).as("after a failure").hasSize(3);
  }

  @Test
  void incomplete_sentences_are_not_cached() throws Exception {
    for (int i = 0; i < 3; i++) {
      var heard = Heard.of(cache.speak(utterance("A fault.")));
      assertThat(heard.failure()).isInstanceOf(SpeechFailure.class);
      assertThat(heard.soFar()).hasSize(FRAMES);
      Heard.of(cache.speak(utterance("Half.")), 5).cancel();
    }
    assertThat(cache.keeps(utterance("A fault."))).isFalse();
    assertThat(cache.keeps(utterance("Half."))).isFalse();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void the_least_recently_used_sentence_is_dropped() throws Exception {
    cache.prepare(List.of(utterance("One."), utterance("Two.")));
    assertThat(cache.bytes()).isEqualTo(2 * SENTENCE);
    say("One.");
    cache.prepare(List.of(utterance("Three.")));
    assertThat(cache.bytes()).isEqualTo(2 * SENTENCE);
    assertThat(cache.keeps(utterance("One."))).isTrue();
    assertThat(cache.keeps(utterance("Two."))).isFalse();
    assertThat(cache.keeps(utterance("Three."))).isTrue();
  }

  @Test
  void a_sentence_larger_than_the_cache_is_said_and_not_kept() throws Exception {
    var small = new PhraseCache(new Voice(), new PhraseSettings(SENTENCE - 1, 3));
    for (int i = 0; i < 3; i++)
      assertThat(Heard.of(small.speak(utterance("Long."))).whole()).hasSize(FRAMES);
    assertThat(small.bytes()).isZero();
    assertThat(made).hasSize(3);
  }

  @Test
  void a_sentence_said_once_is_forgotten_after_many_others() throws Exception {
    for (var text : List.of("One.", "Two.", "Three.", "Four.", "One.")) say(text);
    assertThat(cache.keeps(utterance("One."))).isFalse();
    say("Four.");
    assertThat(cache.keeps(utterance("Four."))).isTrue();
  }

  @Test
  void settings_by_default_changed_and_wrong() {
    var defaults =
        ConfigFactory.parseResources("reference.conf").resolve(ConfigResolveOptions.noSystem());
    assertThat(PhraseSettings.from(defaults)).isEqualTo(new PhraseSettings(16 << 20, 1_000));
    var changed = "parley.voice.phrases { bytes-max = 1 MiB, remembered = 1 }";
    assertThat(PhraseSettings.from(ConfigFactory.parseString(changed).withFallback(defaults)))
        .isEqualTo(new PhraseSettings(1 << 20, 1));
    assertThatThrownBy(() -> new PhraseSettings(0, 1))
        .hasMessage("parley.voice.phrases.bytes-max: 0 (expected: ≥ 1)");
    assertThatThrownBy(() -> new PhraseSettings(1, 0))
        .hasMessage("parley.voice.phrases.remembered: 0 (expected: ≥ 1)");
  }
}
