package io.parley.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.flow.Recorded;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoiceEnginesTest {
  private static final String LISTS =
      """
      parley.voice {
        ears = ["whisper", "local"]
        voices = ["shop", "local"]
        providers.whisper { kind = openai, url = "http://127.0.0.1:1/v1", languages = ["en"] }
        providers.shop { kind = openai, url = "http://127.0.0.1:1/v1", languages = ["en", "de"] }
      }
      """;

  private final ManualTimer time = new ManualTimer();
  private final DictatedEar ear = new DictatedEar();
  private final DictatedVoice voice = new DictatedVoice();

  private VoiceEngines engines(String lists) {
    return VoiceEngines.of(
        EngineSettings.from(
            ConfigFactory.parseString(lists).withFallback(ConfigFactory.defaultReference())),
        List.of(ear),
        List.of(voice),
        new Noted(),
        time,
        time);
  }

  @Test
  void a_list_is_in_the_order_of_the_settings() {
    try (var engines = engines(LISTS)) {
      assertThat(engines.ears("en-GB"))
          .extracting(SpeechToText::name)
          .containsExactly("whisper", "ear");
      assertThat(engines.voices("en"))
          .extracting(TextToSpeech::name)
          .containsExactly("shop", "voice");
    }
  }

  @Test
  void engines_without_a_language_are_not_in_its_list() {
    try (var engines = engines(LISTS)) {
      assertThat(engines.ears("fr")).isEmpty();
      assertThat(engines.voices("fr")).isEmpty();
      assertThat(engines.voices("de")).extracting(TextToSpeech::name).containsExactly("shop");
    }
  }

  @Test
  void without_models_in_this_program_the_others_are_left() {
    try (var engines =
        VoiceEngines.of(
            EngineSettings.from(
                ConfigFactory.parseString(LISTS).withFallback(ConfigFactory.defaultReference())),
            List.of(),
            List.of(),
            new Noted(),
            time,
            time)) {
      assertThat(engines.ears("en")).hasSize(1);
      assertThat(engines.ears("de")).isEmpty();
    }
  }

  @Test
  void an_engine_with_an_open_breaker_comes_last_and_later_gets_its_place_back() {
    try (var engines = engines(LISTS.replace("\"shop\", \"local\"", "\"local\", \"shop\""))) {
      Recorded.of(
          engines.voices("en").getFirst().speak(new Utterance("where is it?", "en", "", 1)));
      voice.fail(new SpeechFailure(Category.DENIED, "no", null));
      assertThat(engines.voices("en"))
          .extracting(TextToSpeech::name)
          .containsExactly("shop", "voice");
      time.pass(Duration.ofSeconds(15));
      assertThat(engines.voices("en"))
          .extracting(TextToSpeech::name)
          .containsExactly("voice", "shop");
    }
  }

  @Test
  void breakers_are_shared_by_all_calls() {
    try (var engines = engines("")) {
      for (int i = 0; i < 3; i++) {
        Recorded.of(engines.ears("en").getFirst().listen("en"));
        ear.fail(new SpeechFailure(Category.UNAVAILABLE, "gone", null));
      }
      ear.asked = false;
      var heard = Recorded.of(engines.ears("en").getFirst().listen("en"));
      assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
      assertThat(ear.asked).isFalse();
    }
  }
}
