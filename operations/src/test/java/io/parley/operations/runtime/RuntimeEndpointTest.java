package io.parley.operations.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.route.ManagedPort;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RuntimeEndpointTest {
  @Test
  void the_jvm_is_shown_with_threads_by_kind_and_without_stacks() throws Exception {
    var end = new CountDownLatch(1);
    var threads =
        List.of(waiting("waits-for-the-test-1", end), waiting("waits-for-the-test-2", end));
    try (var port = new ManagedPort(List.of(RuntimeEndpoint.of("7.1")))) {
      var told = port.get("/runtime", 200);
      assertThat(told.get("version").asText()).isEqualTo("7.1");
      assertThat(told.at("/threads/groups/waits-for-the-test-n").asInt()).isEqualTo(2);
      assertThat(told.at("/threads/states/runnable").asInt()).isPositive();
      assertThat(told.at("/heap/usedBytes").asLong()).isPositive();
      assertThat(told.at("/heap/maxBytes").asLong())
          .isGreaterThanOrEqualTo(told.at("/heap/usedBytes").asLong());
      assertThat(told.at("/descriptors/open").asLong()).isPositive();
      assertThat(told.get("collectors")).isNotEmpty();
      assertThat(told.get("pools").findValuesAsText("name")).isNotEmpty();
      assertThat(told.toString()).doesNotContain("RuntimeEndpoint").doesNotContain(".java");
    } finally {
      end.countDown();
      for (var thread : threads) thread.join();
    }
  }

  private static Thread waiting(String name, CountDownLatch end) {
    return Thread.ofPlatform()
        .name(name)
        .start(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
