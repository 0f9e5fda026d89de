package io.parley.voice.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.flow.Recorded;
import io.parley.voice.remote.ServerDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElevenLabsSpeechTest {
  private static final byte[] SOUND = {1, 0, 2, 0, 3, 0};

  /// Requests for speech.
  private static ServerDouble.Request asked(String model, Utterance utterance) {
    try (var server = ServerDouble.playing((_, to) -> to.answer(200, "audio/pcm", SOUND));
        var voice =
            new ElevenLabsSpeech(
                ServerDouble.at(server.port(), "", model, "JBFqnCBsd6RMkjVDRZzb"))) {
      var heard = Recorded.of(voice.speak(utterance));
      await().until(heard::isOver);
      assertThat(heard.failures()).isEmpty();
      assertThat(heard.elements()).hasSize(1);
      assertThat(heard.elements().getFirst().samples()).containsExactly(1, 2, 3);
      assertThat(heard.elements().getFirst().sampleRate()).isEqualTo(24_000);
      return server.requests().getFirst();
    }
  }

  private static JsonNode json(ServerDouble.Request request) throws Exception {
    return new ObjectMapper().readTree(request.bytes());
  }

  @Test
  void a_clause_is_requested_as_raw_samples() throws Exception {
    var request = asked("eleven_flash_v2_5", new Utterance("Grüß Gott.", "de-AT", "", 1));
    assertThat(request.line())
        .isEqualTo(
            "POST /v1/text-to-speech/JBFqnCBsd6RMkjVDRZzb/stream?output_format=pcm_24000 HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("xi-api-key", "a-key")
        .containsEntry("content-type", "application/json");
    assertThat(json(request))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"text\":\"Grüß"
                        + " Gott.\",\"model_id\":\"eleven_flash_v2_5\",\"language_code\":\"de\"}"));
  }

  @Test
  void a_model_with_one_language_gets_no_language_parameter() throws Exception {
    assertThat(json(asked("eleven_multilingual_v2", new Utterance("Hi.", "en", "", 1))).toString())
        .isEqualTo("{\"text\":\"Hi.\",\"model_id\":\"eleven_multilingual_v2\"}");
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.9", "0.5, 0.7", "2, 1.2"})
  void a_pace_is_limited_to_the_supported_range(double pace, double speed) throws Exception {
    var body = json(asked("eleven_flash_v2_5", new Utterance("Hi.", "en", "", pace)));
    assertThat(body.path("voice_settings").path("speed").asDouble()).isEqualTo(speed);
  }

  @Test
  void any_voice_name_becomes_part_of_the_address() {
    assertThat(asked("eleven_flash_v2_5", new Utterance("Hi.", "en", "../x?y", 1)).line())
        .startsWith("POST /v1/text-to-speech/..%2Fx%3Fy/stream?");
  }

  @ParameterizedTest
  @CsvSource({
    "401, '{\"detail\":{\"status\":\"quota_exceeded\"}}', DENIED",
    "429, '{\"detail\":{\"status\":\"too_many_concurrent_requests\"}}', RATE_LIMITED",
    "404, '{\"detail\":{\"status\":\"voice_not_found\"}}', REFUSED",
    "422, '{\"detail\":[]}', REFUSED",
    "503, '', UNAVAILABLE",
    "200, '{\"audio_base64\":\"\"}', GARBAGE"
  })
  void a_refusal_has_a_reason(int status, String body, Category category) {
    try (var server = ServerDouble.playing((_, to) -> to.answer(status, "application/json", body));
        var voice =
            new ElevenLabsSpeech(ServerDouble.at(server.port(), "", "eleven_flash_v2_5", "v"))) {
      var heard = Recorded.of(voice.speak(new Utterance("Hello.", "en", "", 1)));
      await().until(heard::isOver);
      assertThat(heard.failure().category()).isEqualTo(category);
    }
  }
}
