package io.parley.voice.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.flow.Recorded;
import io.parley.voice.remote.ServerDouble;
import io.parley.voice.remote.ServerDouble.Script;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiSpeechTest {
  private static final Utterance HELLO = new Utterance("Hello there.", "en", "", 1);

  private ServerDouble server;
  private OpenAiSpeech voice;

  @AfterEach
  void close() {
    if (voice != null) voice.close();
    if (server != null) server.close();
  }

  private OpenAiSpeech voice(Script script) {
    server = ServerDouble.playing(script);
    voice = new OpenAiSpeech(ServerDouble.at(server.port(), "/v1", "tts-1", "alloy"));
    return voice;
  }

  private Recorded<AudioFrame> speak(Script script) {
    return Recorded.of(voice(script).speak(HELLO));
  }

  /// Samples that count up.
  private static byte[] samples(int count) {
    var bytes = ByteBuffer.allocate(count * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) bytes.putShort((short) i);
    return bytes.array();
  }

  private static void assertCountsUp(Recorded<AudioFrame> heard, int count) {
    int next = 0;
    for (var frame : heard.elements()) {
      assertThat(frame.position()).isEqualTo(next);
      assertThat(frame.sampleRate()).isEqualTo(24_000);
      for (var sample : frame.samples()) assertThat(sample).isEqualTo((short) next++);
    }
    assertThat(next).isEqualTo(count);
  }

  private static Category failure(Recorded<AudioFrame> heard) {
    await().until(heard::isOver);
    return heard.failure().category();
  }

  @Test
  void a_clause_is_a_request_and_its_answer_is_sound() throws Exception {
    var heard = speak((_, to) -> to.answer(200, "audio/pcm", samples(1_000)));
    await().until(heard::isComplete);
    assertCountsUp(heard, 1_000);
    assertThat(heard.elements()).hasSize(3);
    var request = server.requests().getFirst();
    assertThat(request.line()).isEqualTo("POST /v1/audio/speech HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer a-key")
        .containsEntry("content-type", "application/json");
    var json = new ObjectMapper();
    assertThat(json.readTree(request.bytes()))
        .isEqualTo(
            json.readTree(
                "{\"model\":\"tts-1\",\"input\":\"Hello"
                    + " there.\",\"voice\":\"alloy\",\"response_format\":\"pcm\"}"));
  }

  @Test
  void the_utterances_voice_and_pace_are_sent() throws Exception {
    var heard =
        Recorded.of(
            voice((_, to) -> to.answer(200, "audio/pcm", samples(10)))
                .speak(new Utterance("Hi.", "en", "marin", 1.25)));
    await().until(heard::isComplete);
    var body = new ObjectMapper().readTree(server.requests().getFirst().bytes());
    assertThat(body.path("voice").asText()).isEqualTo("marin");
    assertThat(body.path("speed").asDouble()).isEqualTo(1.25);
  }

  @Test
  void there_is_no_request_before_a_subscription() {
    voice((_, to) -> to.answer(200, "audio/pcm", samples(10)));
    var speech = voice.speak(HELLO);
    assertThat(server.requests()).isEmpty();
    await().until(Recorded.of(speech)::isComplete);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void sound_in_odd_pieces_is_assembled() {
    var all = samples(2_000);
    var heard =
        speak(
            (_, to) -> {
              to.begin("audio/pcm");
              for (int at = 0; at < all.length; at += 333)
                to.piece(Arrays.copyOfRange(all, at, Math.min(all.length, at + 333)));
              to.end();
            });
    await().until(heard::isComplete);
    assertCountsUp(heard, 2_000);
  }

  @Test
  void half_a_sample_at_the_end_is_dropped() {
    var heard = speak((_, to) -> to.answer(200, "audio/pcm", Arrays.copyOf(samples(501), 1_001)));
    await().until(heard::isComplete);
    assertCountsUp(heard, 500);
  }

  @Test
  void frames_come_while_the_rest_is_made() throws Exception {
    var more = new CountDownLatch(1);
    var heard =
        speak(
            (_, to) -> {
              to.begin("audio/pcm");
              to.piece(samples(480));
              more.await();
              to.end();
            });
    await().until(() -> heard.elements().size() == 1);
    assertThat(heard.isOver()).isFalse();
    more.countDown();
    await().until(heard::isComplete);
  }

  @Test
  void a_connection_broken_in_mid_word_fails_after_its_sound() {
    var isHeard = new CountDownLatch(1);
    var heard =
        speak(
            (_, to) -> {
              to.begin("audio/pcm");
              to.piece(samples(960));
              // the JDK's client drops what nobody has read when the connection breaks
              isHeard.await();
            });
    await().until(() -> heard.elements().size() == 2);
    isHeard.countDown();
    assertThat(failure(heard)).isEqualTo(Category.UNAVAILABLE);
    assertCountsUp(heard, 960);
  }

  @Test
  void cancelling_stops_the_server() throws Exception {
    var gone = new CountDownLatch(1);
    var heard =
        speak(
            (_, to) -> {
              to.begin("audio/pcm");
              to.piece(samples(480));
              try {
                to.untilGone();
              } finally {
                gone.countDown();
              }
            });
    await().until(() -> heard.elements().size() == 1);
    heard.cancel();
    assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(heard.isOver()).isFalse();
  }

  @Test
  void a_fast_server_is_slowed_by_backpressure() {
    var sent = new AtomicLong();
    var heard =
        Recorded.of(
            voice(
                    (_, to) -> {
                      to.begin("audio/pcm");
                      while (true) {
                        to.piece(samples(24_000));
                        sent.addAndGet(48_000);
                      }
                    })
                .speak(HELLO),
            1);
    await().until(() -> heard.elements().size() == 1);
    await().during(Duration.ofMillis(300)).until(sent::get, new Unchanged()::check);
    assertThat(sent.get()).isLessThan(50_000_000);
    heard.cancel();
  }

  /// Whether a number stays what it was.
  private static final class Unchanged {
    private long last = -1;

    boolean check(long now) {
      boolean same = now == last;
      last = now;
      return same;
    }
  }

  @ParameterizedTest
  @CsvSource({"401, DENIED", "429, RATE_LIMITED", "400, REFUSED", "502, UNAVAILABLE"})
  void a_refusal_has_a_reason_and_quotes_nothing(int status, Category category) {
    var heard = speak((_, to) -> to.answer(status, "application/json", "{\"e\":\"Hello there.\"}"));
    assertThat(failure(heard)).isEqualTo(category);
    assertThat(heard.failure()).hasMessage("theirs answered " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RIFF....WAVE", "ID3\003mpeg", "OggS opus", "fLaC"})
  void a_file_instead_of_raw_sound_is_garbage(String head) {
    var heard =
        speak((_, to) -> to.answer(200, "application/octet-stream", head.getBytes(US_ASCII)));
    assertThat(failure(heard)).isEqualTo(Category.GARBAGE);
    assertThat(heard.elements()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json; charset=utf-8", "audio/mpeg"})
  void another_content_type_is_garbage(String type) {
    assertThat(failure(speak((_, to) -> to.answer(200, type, samples(480)))))
        .isEqualTo(Category.GARBAGE);
  }

  @Test
  void an_unreachable_server_is_a_failure() {
    voice = new OpenAiSpeech(ServerDouble.at(ServerDouble.deadPort(), "/v1", "tts-1", "alloy"));
    assertThat(failure(Recorded.of(voice.speak(HELLO)))).isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void an_answer_that_is_not_http_is_a_failure() {
    assertThat(failure(speak((_, to) -> to.write("220 mail.example ESMTP\r\n"))))
        .isEqualTo(Category.UNAVAILABLE);
  }
}
