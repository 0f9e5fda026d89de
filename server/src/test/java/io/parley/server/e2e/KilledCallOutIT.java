package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL while the provider is asked to dial. Nobody dials again, and the record says so.
@Tag("long")
class KilledCallOutIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String KEY = "parcel-1042-late";
  private static final String ORDER = "{\"to\":\"+493023125000\",\"ring\":5}";

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer twilio;

  @TempDir Path data;
  @TempDir Path settings;

  @BeforeEach
  void start() throws IOException {
    twilio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    twilio.setExecutor(threads);
    twilio.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          try {
            // no answer comes
            over.await();
          } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
          }
          exchange.close();
        });
    twilio.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    twilio.stop(0);
    threads.close();
  }

  @Test
  void killed_between_the_claim_and_the_providers_answer_it_never_dials_again() throws Exception {
    var file = Files.writeString(settings.resolve("telephony.conf"), configuration());
    var arguments = List.of("--config", file.toString());
    String id;
    try (var server = ServerProcess.start(data, Map.of(), arguments)) {
      id = CallOrders.place(server, KEY, ORDER);
      await().atMost(PATIENCE).until(() -> asked.get() == 1);
      server.kill();
    }
    try (var server = ServerProcess.start(data, Map.of(), arguments)) {
      assertThat(CallOrders.place(server, KEY, ORDER))
          .as("the same order, sent again")
          .isEqualTo(id);
      CallOrders.awaitState(server, id, "failed");
      assertThat(CallOrders.kinds(server, id)).containsExactly("requested", "dialling", "failed");
      assertThat(CallOrders.detail(server, id, "failed")).isEqualTo("lost");
      assertThat(asked).hasValue(1);
    }
  }

  /// Twilio listens and speaks: a node without speech models dials nobody otherwise.
  private String configuration() {
    return """
    parley.outbound.allow = ["127.0.0.0/8"]
    parley.telephony {
      public-url = "https://voice.shop.example"
      twilio {
        mode = relay
        account-sid = AC11111111111111111111111111111111, auth-token = a-token-for-the-tests
        api = "http://127.0.0.1:%d"
      }
      outbound {
        by = twilio, from = ["+493023125999"], prefixes = ["+49"]
        hours = "00:00-24:00", days = [mon, tue, wed, thu, fri, sat, sun]
      }
    }
    """
        .formatted(twilio.getAddress().getPort());
  }
}
