package io.parley.http.ops.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.json.JsonText;
import io.parley.http.ops.ManagedPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerEndpointsTest {
  private final List<String> reset = new ArrayList<>();
  private final ManagedPort port = new ManagedPort(BreakerEndpoints.of(new Two(), "n:1"));

  @AfterEach
  void close() {
    port.close();
  }

  private final class Two implements BreakerDoor {
    @Override
    public List<Breaker> breakers() {
      return List.of(
          new Breaker("provider:main/1", State.CLOSED, 0, Optional.empty()),
          new Breaker(
              "tool:postgresql",
              State.HALF_OPEN,
              5,
              Optional.of(Instant.parse("2026-01-01T12:00:00Z"))));
    }

    @Override
    public boolean reset(String name) {
      reset.add(name);
      return breakers().stream().anyMatch(breaker -> breaker.name().equals(name));
    }
  }

  @Test
  void breakers_are_told_with_their_node() {
    assertThat(port.get("/breakers", 200))
        .isEqualTo(
            JsonText.object(
                """
                {"node":"n:1","breakers":[
                  {"name":"provider:main/1","state":"closed","failures":0},
                  {"name":"tool:postgresql","state":"half-open","failures":5,
                   "since":"2026-01-01T12:00:00.000Z"}]}\
                """));
  }

  @Test
  void one_is_reset_by_its_name_a_slash_in_it_too() {
    assertThat(port.post("/breakers/tool:postgresql/reset", 200).get("node").asText())
        .isEqualTo("n:1");
    port.post("/breakers/provider%3Amain%2F1/reset", 200);
    port.post("/breakers/tool:nobody/reset", 404);
    assertThat(reset).containsExactly("tool:postgresql", "provider:main/1", "tool:nobody");
  }
}
