package io.parley.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Duration;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/// The base of tests of a port: one actor system for all, a port for each.
abstract class PortTest {
  static final Duration LONG = Duration.ofMinutes(5);
  static final String GET = "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n";
  private static final Duration GRACE = Duration.ofMillis(200);

  static ActorSystem system;
  HttpPort port;

  @BeforeAll
  static void start() {
    system =
        ActorSystem.create(
            "port",
            ConfigFactory.parseString("pekko.loglevel = WARNING")
                .withFallback(ConfigFactory.parseResources("parley-http.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
  }

  @AfterAll
  static void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @AfterEach
  void unbind() {
    port.unbind().toCompletableFuture().join();
    port.close(GRACE).toCompletableFuture().join();
  }

  static void isServed(RawClient client) throws IOException {
    assertThat(client.send(GET).until("hello")).startsWith("HTTP/1.1 200 OK");
  }
}
