package io.parley.voice.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.speech.Expectation;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.flow.Recorded;
import io.parley.voice.remote.ServerDouble;
import io.parley.voice.remote.SocketDouble;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepgramHintsTest {
  @ParameterizedTest
  @CsvSource({
    "nova-3,         en-GB, &keyterm=yes&keyterm=no",
    "nova-3-medical, de-DE, &keyterm=ja&keyterm=nein",
    "nova-2,         en-GB, &keywords=yes&keywords=no",
    "nova-3,         fr-FR, ''"
  })
  void expected_words_are_terms_of_the_address(String model, String language, String terms) {
    try (var server =
            ServerDouble.playing(
                (request, exchange) -> SocketDouble.open(request, exchange).untilClosed());
        var ear =
            new DeepgramSpeechToText(
                ServerDouble.at(server.port(), "", model, ""),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofMillis(800),
                new ManualTimer())) {
      assertThat(ear.takesHintsAtStart()).isTrue();
      Recorded.of(ear.listen(language, Expectation.YES_OR_NO));
      await().until(() -> !server.requests().isEmpty());
      assertThat(server.requests().getFirst().line())
          .endsWith("&endpointing=false" + terms + " HTTP/1.1");
    }
  }
}
