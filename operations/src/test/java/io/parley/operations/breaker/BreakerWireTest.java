package io.parley.operations.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.http.ops.breaker.BreakerControls.Breaker;
import io.parley.http.ops.breaker.BreakerControls.State;
import io.parley.http.ops.breaker.BreakerKeeper.Reset;
import io.parley.http.ops.breaker.BreakerKeeper.Tell;
import io.parley.http.ops.breaker.BreakerKeeper.Told;
import io.parley.http.ops.breaker.BreakerKeeper.WasReset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Messages between nodes about breakers, from and to other builds: `wire/README.md` in the test
/// resources explains the recorded bytes.
class BreakerWireTest {
  private static ActorTestKit kit;

  private static final Told TOLD =
      new Told(
          List.of(
              new Breaker("tool:a", State.CLOSED, 0, Optional.empty()),
              new Breaker(
                  "provider:main/1",
                  State.HALF_OPEN,
                  5,
                  Optional.of(Instant.parse("2026-01-01T12:00:00.123Z")))));

  /// A class that is run again needs another one.
  @BeforeAll
  static void start() {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString("pekko.remote.artery.canonical.port = 0")
                .withFallback(ConfigFactory.parseResources("parley-sessions.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void every_message_crosses_nodes() {
    crosses(new Tell(kit.<Told>createTestProbe().ref()));
    crosses(new Reset("tool:a", kit.<WasReset>createTestProbe().ref()));
    crosses(TOLD);
    crosses(new WasReset(true));
  }

  private static void crosses(Object message) {
    assertThat(SerializationExtension.get(kit.system()).findSerializerFor(message))
        .isInstanceOf(JacksonCborSerializer.class);
    kit.serializationTestKit().verifySerialization(message, true);
  }

  @Test
  void fields_of_newer_builds_are_ignored() throws IOException {
    assertThat(read("next/breakers-with-new-fields")).isEqualTo(TOLD);
  }

  @Test
  void messages_of_the_first_build_are_understood() throws IOException {
    assertThat(read("before/breakers")).isEqualTo(TOLD);
    var reset = (Reset) read("before/reset-of-a-breaker");
    assertThat(reset.name()).isEqualTo("tool:a");
    assertThat(reset.replyTo().path().name()).isEqualTo("asker");
  }

  private static Object read(String name) throws IOException {
    try (var bytes = BreakerWireTest.class.getResourceAsStream("/wire/" + name + ".cbor");
        var manifest = BreakerWireTest.class.getResourceAsStream("/wire/" + name + ".manifest")) {
      var serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
      return serialization
          .deserialize(
              bytes.readAllBytes(),
              serialization.serializerFor(Told.class).identifier(),
              new String(manifest.readAllBytes(), StandardCharsets.UTF_8).strip())
          .get();
    }
  }
}
