package io.parley.voice.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.Transcript;
import io.parley.voice.engine.Speaker;
import io.parley.voice.flow.Recorded;
import io.parley.voice.remote.ServerDouble;
import io.parley.voice.remote.ServerDouble.Script;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiTranscriptionTest {
  private static final String JSON = "application/json";

  private ServerDouble server;
  private OpenAiTranscription ear;
  private Recorded<Transcript> heard;
  private Speaker speaker;

  private void listen(AnswerForm form, Script script) {
    server = ServerDouble.playing(script);
    listen(form, server.port());
  }

  private void listen(AnswerForm form, int port) {
    ear =
        new OpenAiTranscription(
            ServerDouble.at(port, "/v1", "whisper-1", ""), form, Duration.ofSeconds(2));
    var listening = ear.listen("de-AT");
    heard = Recorded.of(listening);
    speaker = new Speaker(listening);
  }

  @AfterEach
  void close() {
    ear.close();
    if (server != null) server.close();
  }

  private void say(int millis) {
    speaker.says(millis);
    speaker.stops();
  }

  private void awaitTranscripts(int count) {
    await().until(() -> heard.elements().size() >= count || heard.isOver());
    assertThat(heard.failures()).isEmpty();
  }

  private Category failure() {
    await().until(heard::isOver);
    return heard.failure().category();
  }

  @Test
  void speech_is_sent_as_a_file_when_it_ends() {
    listen(AnswerForm.JSON, (_, to) -> to.answer(200, JSON, "{\"text\":\" Wo ist es? \"}"));
    speaker.says(400);
    assertThat(server.requests()).isEmpty();
    speaker.stops();
    awaitTranscripts(1);
    assertThat(heard.elements()).containsExactly(Transcript.settled("Wo ist es?", 0.8));

    var request = server.requests().getFirst();
    assertThat(request.line()).isEqualTo("POST /v1/audio/transcriptions HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer a-key")
        .hasEntrySatisfying(
            "content-type", type -> assertThat(type).startsWith("multipart/form-data; boundary="));
    var boundary = request.headers().get("content-type").replaceFirst(".*boundary=", "");
    var body = request.body();
    assertThat(body.split("--" + boundary)).hasSize(7).endsWith("--\r\n");
    assertThat(body)
        .contains("name=\"file\"; filename=\"speech.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF")
        .contains("name=\"model\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nwhisper-1\r\n")
        .contains("name=\"language\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nde\r\n")
        .contains("\r\n\r\njson\r\n")
        .doesNotContain("name=\"stream\"", "name=\"prompt\"");
    var wav = ByteBuffer.wrap(request.bytes(), body.indexOf("RIFF"), 44 + 12_800).slice();
    wav.order(ByteOrder.LITTLE_ENDIAN);
    assertThat(wav.getInt(4)).as("what follows").isEqualTo(36 + 12_800);
    assertThat(wav.getShort(20)).as("PCM").isEqualTo((short) 1);
    assertThat(wav.getShort(22)).as("channels").isEqualTo((short) 1);
    assertThat(wav.getInt(24)).as("sample rate").isEqualTo(16_000);
    assertThat(wav.getShort(34)).as("bits").isEqualTo((short) 16);
    assertThat(wav.getInt(40)).as("bytes of samples").isEqualTo(12_800);
    for (int i = 0; i < 6_400; i++) assertThat(wav.getShort(44 + 2 * i)).isEqualTo((short) i);
  }

  @Test
  void what_is_expected_is_a_prompt() {
    listen(AnswerForm.JSON, (_, to) -> to.answer(200, JSON, "{\"text\":\"1042\"}"));
    speaker.says(400);
    speaker.stops(Expectation.DIGITS);
    awaitTranscripts(1);
    assertThat(server.requests().getFirst().body())
        .contains("name=\"prompt\"")
        .contains("\r\n\r\nDer Anrufer nennt eine Nummer, Ziffer");
  }

  @Test
  void whispers_confidence_is_used_and_words_of_silence_are_dropped() {
    listen(
        AnswerForm.VERBOSE_JSON,
        (_, to) ->
            to.answer(
                200,
                JSON,
                """
                {"task":"transcribe","language":"german","duration":4.0,"text":"Wo ist es? Danke.",
                 "segments":[
                 {"id":0,"start":0.0,"end":3.0,"text":" Wo ist","avg_logprob":-0.1,"no_speech_prob":0.1},
                 {"id":1,"start":3.0,"end":4.0,"text":" es?","avg_logprob":-0.7,"no_speech_prob":0.5},
                 {"id":2,"start":4.0,"end":9.0,"text":" Danke.","avg_logprob":-1.2,"no_speech_prob":0.7}]}
                """));
    say(400);
    awaitTranscripts(1);
    var transcript = heard.elements().getFirst();
    assertThat(transcript.text()).isEqualTo("Wo ist es?");
    assertThat(transcript.isFinal()).isTrue();
    assertThat(transcript.confidence())
        .isCloseTo((3 * Math.exp(-0.1) * 0.9 + 1 * Math.exp(-0.7) * 0.5) / 4, within(0.000_001));
    assertThat(server.requests().getFirst().body()).contains("\r\n\r\nverbose_json\r\n");
  }

  @Test
  void a_streamed_answer_gives_partial_transcripts() {
    listen(
        AnswerForm.STREAM,
        (_, to) -> {
          to.begin("text/event-stream");
          to.piece("data: {\"type\":\"transcript.text.delta\",\"delta\":\"Wo \"}\n\n");
          to.piece(": keep-alive\n\ndata: {\"type\":\"something.new\"}\n\n");
          to.piece("data: {\"type\":\"transcript.text.delta\",\"del");
          to.piece("ta\":\"ist es?\"}\n\n");
          to.piece(
              "data: {\"type\":\"transcript.text.done\",\"text\":\"Wo ist"
                  + " es?\",\"logprobs\":[{\"token\":\"Wo\",\"logprob\":-0.2},{\"token\":\" ist"
                  + " es?\",\"logprob\":-0.4}]}\n\n");
          to.end();
        });
    say(400);
    awaitTranscripts(3);
    assertThat(heard.elements())
        .containsExactly(
            Transcript.partial("Wo", 0.8, 0.9),
            Transcript.partial("Wo ist es?", 0.8, 0.9),
            Transcript.settled("Wo ist es?", Math.exp((-0.2 - 0.4) / 2)));
    assertThat(server.requests().getFirst().body())
        .contains("name=\"stream\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ntrue\r\n");
  }

  @Test
  void without_speech_there_is_no_request_and_an_empty_transcript() {
    listen(AnswerForm.JSON, (_, to) -> to.answer(200, JSON, "{\"text\":\"no\"}"));
    speaker.stops();
    awaitTranscripts(1);
    assertThat(heard.elements()).extracting(Transcript::text).containsExactly("");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void long_speech_is_transcribed_in_pieces() {
    listen(AnswerForm.JSON, (_, to) -> to.answer(200, JSON, "{\"text\":\"x\"}"));
    speaker.says(2_000);
    awaitTranscripts(1);
    say(20);
    awaitTranscripts(2);
    assertThat(heard.elements()).extracting(Transcript::isAnswer).containsExactly(false, true);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().getFirst().body().length()).isBetween(64_000, 66_000);
  }

  @Test
  void completing_returns_the_last_words_and_then_ends() {
    listen(AnswerForm.JSON, (_, to) -> to.answer(200, JSON, "{\"text\":\"bye\"}"));
    speaker.says(100);
    speaker.hangsUp();
    await().until(heard::isComplete);
    assertThat(heard.elements()).extracting(Transcript::text).containsExactly("bye");
  }

  @Test
  void a_server_that_does_not_keep_pace_fails() {
    listen(AnswerForm.JSON, (_, to) -> to.untilGone());
    say(100);
    await().until(() -> server.requests().size() == 1);
    for (int i = 0; i < 4; i++) say(100);
    assertThat(heard.isOver()).as("four may wait").isFalse();
    say(100);
    assertThat(failure()).isEqualTo(Category.TIMEOUT);
    assertThat(speaker.isCancelled()).isTrue();
  }

  @Test
  void cancelling_ends_requests_under_way() throws Exception {
    var gone = new CountDownLatch(1);
    listen(
        AnswerForm.JSON,
        (_, to) -> {
          try {
            to.untilGone();
          } finally {
            gone.countDown();
          }
        });
    say(100);
    await().until(() -> server.requests().size() == 1);
    heard.cancel();
    assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(speaker.isCancelled()).isTrue();
    assertThat(heard.isOver()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "401, DENIED",
    "402, DENIED",
    "403, DENIED",
    "404, REFUSED",
    "413, REFUSED",
    "429, RATE_LIMITED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE"
  })
  void a_refusal_has_a_reason(int status, Category category) {
    listen(
        AnswerForm.JSON,
        (_, to) -> to.answer(status, JSON, "{\"error\":\"Wo ist meine Bestellung\"}"));
    say(100);
    assertThat(failure()).isEqualTo(category);
    assertThat(heard.failure()).hasMessage("theirs answered " + status);
    assertThat(speaker.isCancelled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "'Sun, 22 Nov 2026 10:00:09 GMT', 9",
    "'Sun, 22 Nov 2026 09:00:00 GMT', 0",
    "99999999999999999999, -1",
    "soon, -1"
  })
  void a_rate_limit_may_have_a_retry_time(String retryAfter, long seconds) {
    listen(
        AnswerForm.JSON,
        (_, to) ->
            to.head(
                429,
                "Date: Sun, 22 Nov 2026 10:00:00 GMT",
                "Retry-After: " + retryAfter,
                "Content-Length: 0"));
    say(100);
    assertThat(failure()).isEqualTo(Category.RATE_LIMITED);
    assertThat(heard.failure().retryAfter().map(Duration::toSeconds).orElse(-1L))
        .isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSON         | <html>",
        "JSON         | []",
        "JSON         | {\"txt\":\"x\"}",
        "JSON         | {\"text\":7}",
        "VERBOSE_JSON | {\"text\":\"x\",\"segments\":[{\"start\":0}]}",
        "STREAM       | data: <html>",
        "STREAM       | data: {\"type\":\"transcript.text.done\"}"
      })
  void unknown_messages_are_garbage(AnswerForm form, String answer) {
    listen(form, (_, to) -> to.answer(200, JSON, answer));
    say(100);
    assertThat(failure()).isEqualTo(Category.GARBAGE);
  }

  @ParameterizedTest
  @CsvSource({"JSON", "STREAM"})
  void an_answer_without_an_end_is_garbage(AnswerForm form) {
    var much = " ".repeat(64 * 1024);
    listen(
        form,
        (_, to) -> {
          to.begin(JSON);
          while (true) to.piece(much);
        });
    say(100);
    assertThat(failure()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void a_broken_answer_is_a_failure() {
    listen(
        AnswerForm.JSON,
        (_, to) -> {
          to.begin(JSON);
          to.piece("{\"text\":\"Wo is");
        });
    say(100);
    assertThat(failure()).isEqualTo(Category.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"type\":\"transcript.text.delta\",\"delta\":\"Wo\"}", "{\"type\":\"error\"}"})
  void a_broken_stream_is_a_failure(String event) {
    listen(
        AnswerForm.STREAM,
        (_, to) -> to.answer(200, "text/event-stream", "data: " + event + "\n\n"));
    say(100);
    assertThat(failure()).isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void an_unreachable_server_is_a_failure() {
    listen(AnswerForm.JSON, ServerDouble.deadPort());
    say(100);
    assertThat(failure()).isEqualTo(Category.UNAVAILABLE);
  }
}
