package io.parley.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.flow.Recorded;
import io.parley.voice.remote.ServerDouble;
import io.parley.voice.remote.ServerDouble.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The lists as a call uses them, with a server first in each and the engines of this program after
/// it.
class RemoteEnginesTest {
  private final ManualTimer time = new ManualTimer();
  private final Noted noted = new Noted();
  private ServerDouble server;
  private VoiceEngines engines;

  private void serve(String kind, Script script) {
    server = ServerDouble.playing(script);
    engines =
        VoiceEngines.of(
            EngineSettings.from(
                ConfigFactory.parseString(
                        """
                        parley.voice {
                          ears = [theirs, local]
                          voices = [theirs-too, local]
                          providers {
                            theirs { kind = %1$s, url = "http://127.0.0.1:%2$d", api-key = "a-secret" }
                            theirs-too { kind = openai, url = "http://127.0.0.1:%2$d" }
                          }
                        }
                        """
                            .formatted(kind, server.port()))
                    .withFallback(ConfigFactory.defaultReference())),
            List.of(new DictatedEar()),
            List.of(new DictatedVoice()),
            noted,
            time,
            time);
  }

  @AfterEach
  void close() {
    engines.close();
    server.close();
  }

  @Test
  void an_ear_that_hangs_fails_at_its_deadline() {
    serve("openai", (_, to) -> to.untilGone());
    var listening = engines.ears("en").getFirst().listen("en");
    var heard = Recorded.of(listening);
    var speaker = new Speaker(listening);
    speaker.says(400);
    speaker.stops();
    await().until(() -> server.requests().size() == 1);
    time.pass(Duration.ofMillis(4_999));
    assertThat(heard.isOver()).isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
    assertThat(speaker.isCancelled()).isTrue();
  }

  @Test
  void a_connection_that_never_opens_fails_at_the_deadline() {
    serve("deepgram", (_, to) -> to.untilGone());
    var listening = engines.ears("en").getFirst().listen("en");
    var heard = Recorded.of(listening);
    var speaker = new Speaker(listening);
    speaker.says(400);
    speaker.stops();
    time.pass(Duration.ofSeconds(5));
    assertThat(heard.failures()).hasSize(1);
    assertThat(heard.elements()).isEmpty();
    assertThat(noted.lines())
        .containsExactly("theirs used 400 ms, 0 characters, 0 micros", "theirs failed: timeout");
  }

  @Test
  void a_voice_that_hangs_or_stops_in_a_word_fails() {
    serve(
        "openai",
        (_, to) -> {
          to.begin("audio/pcm");
          var sound = new byte[960];
          sound[1] = 64;
          to.piece(sound);
          to.untilGone();
        });
    var heard =
        Recorded.of(engines.voices("en").getFirst().speak(new Utterance("Hello.", "en", "", 1)));
    await().until(() -> heard.elements().size() == 1);
    time.pass(Duration.ofSeconds(3));
    // the server's thread may still be handing over the sound, and hands over the failure then
    await().until(heard::isOver);
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
    assertThat(heard.elements()).hasSize(1);
  }

  @Test
  void a_voice_tells_how_late_it_was_and_keeps_what_is_prepared() {
    var answers = new Semaphore(0);
    serve(
        "openai",
        (_, to) -> {
          answers.acquireUninterruptibly();
          to.begin("audio/pcm");
          var sound = new byte[960];
          sound[1] = 64;
          to.piece(sound);
          to.end();
        });
    var voice = engines.voices("de").getFirst();
    var okay = new Utterance("Okay.", "de", "", 1);
    var well = new Utterance("In Ordnung.", "de", "", 1);
    assertThat(voice.readyIn(okay)).as("nothing is known yet").isZero();
    var heard = Recorded.of(voice.speak(new Utterance("Guten Tag.", "de", "", 1)));
    await().until(() -> server.requests().size() == 1);
    time.pass(Duration.ofMillis(500));
    answers.release();
    await().until(heard::isOver);
    assertThat(engines.voices("de").getFirst().readyIn(okay)).hasMillis(500);

    answers.release(2);
    voice.prepare(List.of(okay, well));
    await().until(() -> voice.readyIn(well).isZero());
    assertThat(voice.readyIn(okay)).isZero();
    voice.prepare(List.of(okay, well));
    assertThat(Recorded.of(voice.speak(okay)).elements()).isNotEmpty();
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void an_engine_that_refuses_our_key_comes_last_in_all_calls() {
    serve("deepgram", (_, to) -> to.answer(401, "application/json", "{}"));
    var heard = Recorded.of(engines.ears("en").getFirst().listen("en"));
    await().until(heard::isOver);
    assertThat(heard.failure().category()).isEqualTo(Category.DENIED);
    assertThat(heard.failure()).hasMessageNotContaining("a-secret");
    assertThat(engines.ears("en")).extracting(SpeechToText::name).containsExactly("ear", "theirs");
    assertThat(engines.voices("en"))
        .as("the same server speaks as before")
        .extracting(TextToSpeech::name)
        .containsExactly("theirs-too", "voice");
  }
}
