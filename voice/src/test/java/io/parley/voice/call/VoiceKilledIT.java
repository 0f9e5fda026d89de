package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.turn.CallState.Phase;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.flite.FliteSpeech;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.program.Program;
import io.parley.voice.testing.HeldProgram;
import io.parley.voice.testing.LocalModels;
import io.parley.voice.work.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call whose voice is the real flite, which the system kills in the middle of a reply.
class VoiceKilledIT extends CallInRealTime {
  private static final String FIRST = "Your order has left our house. ";
  private static final String SECOND = "It will arrive on Monday.";

  @TempDir private Path directory;

  private final Workers processes = new Workers("flite", 1, 4);

  @AfterEach
  void close() {
    processes.close();
  }

  @Test
  void the_next_voice_says_the_rest_of_a_killed_one_and_nothing_twice() throws Exception {
    var flite = HeldProgram.of(LocalModels.program(DebianProgram.FLITE), directory);
    begin(flite.program());
    says("Where is my order?");
    await().until(() -> session.asked(Say.class).size() == 1);
    session.delta(1, 0, FIRST);
    await().until(() -> leg.played.get() > 0);

    flite.hold();
    session.complete(FIRST + SECOND);
    var speaking = flite.running();
    assertThat(speaking.destroyForcibly()).isTrue();
    await().untilAsserted(() -> assertThat(said()).containsExactly(SECOND));
    assertThat(speaking.isAlive()).isFalse();
    // all of both sentences was heard
    await().until(() -> shown() == Phase.LISTENING);
    assertThat(session.asked).hasSize(1);
    assertThat(session.shown).allMatch(shown -> shown.voice());
  }

  private void begin(Program program) {
    var settings = new FliteSettings("slt", Duration.ofSeconds(10));
    var plan =
        CallSettings.from(ConfigFactory.defaultReference()).plan("call", "en", FirstWords.NONE);
    begin(plan, new FirstAnother(new FliteSpeech(program, processes, settings), engines));
  }

  private record FirstAnother(TextToSpeech voice, FakeEngines others) implements Engines {
    @Override
    public SpeechDetector detector() {
      return others.detector();
    }

    @Override
    public List<SpeechToText> ears(String language) {
      return others.ears(language);
    }

    @Override
    public List<TextToSpeech> voices(String language) {
      return List.of(voice, others.voices.getFirst());
    }
  }
}
