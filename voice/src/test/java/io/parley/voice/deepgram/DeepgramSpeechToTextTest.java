package io.parley.voice.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.Transcript;
import io.parley.voice.engine.Speaker;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.flow.Recorded;
import io.parley.voice.remote.ServerDouble;
import io.parley.voice.remote.ServerDouble.Script;
import io.parley.voice.remote.SocketDouble;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeepgramSpeechToTextTest {
  private static final String FINALIZE = "{\"type\":\"Finalize\"}";
  private static final String KEEP_ALIVE = "{\"type\":\"KeepAlive\"}";
  private static final String CLOSE_STREAM = "{\"type\":\"CloseStream\"}";

  private final ManualTimer time = new ManualTimer();
  private ServerDouble server;
  private DeepgramSpeechToText ear;
  private Recorded<Transcript> heard;
  private Speaker speaker;

  private void talk(SocketDouble.Talk talk) {
    listen((request, exchange) -> talk.play(SocketDouble.open(request, exchange)));
  }

  /// These messages as soon as the connection stands, which stays.
  private void answers(String... messages) {
    talk(
        socket -> {
          for (var message : messages) socket.text(message);
          socket.untilClosed();
        });
  }

  private void listen(Script script) {
    server = ServerDouble.playing(script);
    listen(server.port());
  }

  private void listen(int port) {
    ear =
        new DeepgramSpeechToText(
            ServerDouble.at(port, "", "nova-3", ""),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofMillis(800),
            time);
    var listening = ear.listen("en-GB");
    heard = Recorded.of(listening);
    speaker = new Speaker(listening);
  }

  @AfterEach
  void close() {
    ear.close();
    if (server != null) server.close();
  }

  private void awaitTranscripts(int count) {
    await().until(() -> heard.elements().size() >= count || heard.isOver());
    assertThat(heard.failures()).isEmpty();
  }

  private Category failure() {
    await().until(heard::isOver);
    return heard.failure().category();
  }

  private List<String> texts() {
    return heard.elements().stream().map(Transcript::text).toList();
  }

  @Test
  void sound_is_streamed_and_words_come_back_meanwhile() {
    var sound = new ByteArrayOutputStream();
    talk(
        socket -> {
          while (sound.size() < 6_400) sound.writeBytes(socket.next().payload());
          socket.text(Written.results("where is", 0.8, false, false));
          socket.text(Written.results("Where is my", 0.9, true, false));
          socket.text(Written.results("order", 0.6, false, false));
          socket.until(FINALIZE);
          socket.text(Written.results("order?", 0.6, true, true));
          socket.untilClosed();
        });
    speaker.says(200);
    awaitTranscripts(3);
    speaker.stops();
    awaitTranscripts(4);
    assertThat(texts())
        .containsExactly("where is", "Where is my", "Where is my order", "Where is my order?");
    assertThat(heard.elements())
        .extracting(Transcript::isFinal)
        .containsExactly(false, false, false, true);
    assertThat(heard.elements())
        .extracting(Transcript::stability)
        .containsExactly(0.5, 0.9, 0.5, 1.0);
    assertThat(heard.elements().getLast().confidence())
        .as("weighted by words")
        .isCloseTo((3 * 0.9 + 0.6) / 4, within(0.000_001));

    var samples =
        ByteBuffer.wrap(sound.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    for (int i = 0; i < 3_200; i++) assertThat(samples.get(i)).isEqualTo((short) i);
    var request = server.requests().getFirst();
    assertThat(request.headers()).containsEntry("authorization", "Token a-key");
    assertThat(request.line())
        .isEqualTo(
            "GET /v1/listen?model=nova-3&language=en&encoding=linear16&sample_rate=16000&channels=1&interim_results=true&punctuate=true&smart_format=true&endpointing=false"
                + " HTTP/1.1");
  }

  @Test
  void each_end_of_speech_gets_its_own_words() {
    talk(
        socket -> {
          socket.until(FINALIZE);
          socket.text(Written.results("One.", 0.9, true, true));
          socket.until(FINALIZE);
          socket.text(Written.results("Two.", 0.9, true, true));
          socket.untilClosed();
        });
    speaker.says(100);
    speaker.stops();
    speaker.says(100);
    speaker.stops();
    awaitTranscripts(2);
    assertThat(texts()).containsExactly("One.", "Two.");
  }

  @Test
  void without_an_answer_for_hardly_any_sound_its_last_words_count() {
    talk(
        socket -> {
          socket.text(Written.results("Yes.", 0.9, false, false));
          socket.until(FINALIZE);
          socket.untilClosed();
        });
    awaitTranscripts(1);
    speaker.says(100);
    speaker.stops();
    await().until(() -> time.tasks() == 2);
    time.pass(Duration.ofMillis(799));
    assertThat(texts()).containsExactly("Yes.");
    time.pass(Duration.ofMillis(1));
    assertThat(texts()).containsExactly("Yes.", "Yes.");
    assertThat(heard.elements().getLast().isFinal()).isTrue();
  }

  @Test
  void later_words_are_a_transcript_of_their_own() {
    var late = new CountDownLatch(1);
    talk(
        socket -> {
          socket.until(FINALIZE);
          late.await();
          socket.text(Written.results("", 0, true, true));
          socket.text(Written.results("Hello?", 0.9, true, true));
          socket.untilClosed();
        });
    speaker.says(100);
    speaker.stops();
    await().until(() -> time.tasks() == 2);
    time.pass(Duration.ofMillis(800));
    assertThat(texts()).containsExactly("");
    late.countDown();
    awaitTranscripts(2);
    assertThat(texts()).containsExactly("", "Hello?");
    assertThat(heard.elements()).allMatch(Transcript::isFinal);
    assertThat(heard.elements()).extracting(Transcript::isAnswer).containsExactly(true, false);
  }

  @Test
  void without_speech_there_is_no_request() {
    talk(SocketDouble::untilClosed);
    speaker.stops();
    awaitTranscripts(1);
    assertThat(heard.elements()).containsExactly(Transcript.settled("", 0));
  }

  @Test
  void in_silence_the_connection_is_kept_open() {
    var told = new CopyOnWriteArrayList<String>();
    talk(
        socket -> {
          while (true) {
            var message = socket.next();
            if (message.isClose()) return;
            told.add(message.isSound() ? "sound" : message.text());
          }
        });
    speaker.says(20);
    await().until(() -> told.size() == 1);
    time.pass(Duration.ofSeconds(4));
    time.pass(Duration.ofSeconds(4));
    await().until(() -> told.size() == 2);
    time.pass(Duration.ofSeconds(4));
    await().until(() -> told.size() == 3);
    assertThat(told).containsExactly("sound", KEEP_ALIVE, KEEP_ALIVE);
  }

  @Test
  void completing_returns_the_last_words_and_closes() {
    talk(
        socket -> {
          socket.until(CLOSE_STREAM);
          socket.text(Written.results("Bye.", 0.9, true, false));
          socket.text(
              "{\"type\":\"Metadata\",\"request_id\":\"8c8e\",\"duration\":0.1,\"channels\":1}");
          socket.close(1000);
          socket.untilClosed();
        });
    speaker.says(100);
    speaker.hangsUp();
    await().until(heard::isComplete);
    assertThat(texts()).last().isEqualTo("Bye.");
    assertThat(heard.elements().getLast().isFinal()).isTrue();
    assertThat(time.isSet()).as("something to be done for what is over").isFalse();
  }

  @Test
  void a_server_that_does_not_close_is_not_waited_for() {
    talk(SocketDouble::untilClosed);
    speaker.says(100);
    speaker.hangsUp();
    time.pass(Duration.ofMillis(800));
    assertThat(heard.isComplete()).isTrue();
  }

  @Test
  void cancelling_closes_the_connection() throws Exception {
    var gone = new CountDownLatch(1);
    talk(
        socket -> {
          socket.text(Written.results("x", 0.9, false, false));
          try {
            socket.untilClosed();
          } finally {
            gone.countDown();
          }
        });
    awaitTranscripts(1);
    heard.cancel();
    assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(speaker.isCancelled()).isTrue();
    assertThat(time.isSet()).isFalse();
    assertThat(heard.isOver()).isFalse();
  }

  @Test
  void sound_waits_for_the_connection_up_to_a_limit() {
    var open = new CountDownLatch(1);
    var bytes = new ByteArrayOutputStream();
    listen(
        (request, exchange) -> {
          open.await();
          var socket = SocketDouble.open(request, exchange);
          while (bytes.size() < 64_000) bytes.writeBytes(socket.next().payload());
          socket.text(Written.results("all", 0.9, false, false));
          socket.untilClosed();
        });
    speaker.says(2_000);
    assertThat(heard.isOver()).isFalse();
    open.countDown();
    awaitTranscripts(1);
    assertThat(bytes.size()).isEqualTo(64_000);
  }

  @Test
  void more_waiting_sound_than_the_limit_is_a_failure() {
    listen((_, exchange) -> exchange.untilGone());
    speaker.says(2_000);
    assertThat(heard.isOver()).isFalse();
    speaker.says(20);
    assertThat(failure()).isEqualTo(Category.TIMEOUT);
    assertThat(speaker.isCancelled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "401, DENIED",
    "402, DENIED",
    "429, RATE_LIMITED",
    "400, REFUSED",
    "503, UNAVAILABLE"
  })
  void a_refusal_has_a_reason(int status, Category category) {
    listen((_, exchange) -> exchange.answer(status, "application/json", "{\"err_code\":\"X\"}"));
    assertThat(failure()).isEqualTo(category);
    await().until(speaker::isCancelled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "[]",
        "{\"type\":\"Results\"}",
        "{\"type\":\"Results\",\"is_final\":1,\"channel\":{\"alternatives\":[{\"transcript\":\"\"}]}}"
      })
  void unknown_messages_are_garbage(String message) {
    answers(message);
    assertThat(failure()).isEqualTo(Category.GARBAGE);
    assertThat(heard.failure()).hasMessageNotContaining("html");
  }

  @Test
  void binary_messages_are_garbage() {
    talk(
        socket -> {
          socket.binary(new byte[] {1, 2, 3});
          socket.untilClosed();
        });
    assertThat(failure()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void an_endless_message_is_garbage() {
    talk(
        socket -> {
          // of what comes together with the handshake's answer the JDK's client may lose all but
          // the first 16 KiB
          socket.next();
          socket.text(" ".repeat(256 * 1024 + 1));
          socket.untilClosed();
        });
    speaker.says(20);
    assertThat(failure()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void irrelevant_messages_are_ignored() {
    answers(
        "{\"type\":\"SpeechStarted\",\"channel\":[0],\"timestamp\":0.1}",
        "{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":2.1}",
        Written.results("", 0, false, false),
        Written.results("x", 0.9, false, false));
    awaitTranscripts(1);
    assertThat(texts()).containsExactly("x");
  }

  @Test
  void a_reported_error_is_a_failure() {
    answers("{\"type\":\"Error\",\"description\":\"...\",\"variant\":\"X\"}");
    assertThat(failure()).isEqualTo(Category.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({"1008, REFUSED", "1011, UNAVAILABLE", "1000, UNAVAILABLE"})
  void a_connection_closed_during_a_call_is_a_failure(int code, Category category) {
    talk(
        socket -> {
          socket.close(code);
          socket.untilClosed();
        });
    assertThat(failure()).isEqualTo(category);
    await().until(speaker::isCancelled);
  }

  @Test
  void a_connection_broken_in_mid_word_is_a_failure() {
    // the JDK's client may drop a message that it holds when the connection breaks
    var isHeard = new CountDownLatch(1);
    talk(
        socket -> {
          socket.text(Written.results("where", 0.9, false, false));
          isHeard.await();
        });
    awaitTranscripts(1);
    assertThat(texts()).containsExactly("where");
    isHeard.countDown();
    assertThat(failure()).isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void an_unreachable_server_is_a_failure() {
    listen(ServerDouble.deadPort());
    assertThat(failure()).isEqualTo(Category.UNAVAILABLE);
  }
}
