package io.parley.operations.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.route.ManagedPort;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.Test;

class SigningKeyEndpointsTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void keys_are_shown_without_their_private_part() {
    try (var port = new ManagedPort(SigningKeyEndpoints.of(new OneKey()))) {
      assertThat(port.get("/signing-keys", 200).toString())
          .isEqualTo(
              "{\"keys\":[{\"id\":\"kid-1\",\"algorithm\":\"EdDSA\",\"state\":\"current\","
                  + "\"publishedAt\":\"2026-11-26T12:00:00.000Z\","
                  + "\"signsFrom\":\"2026-11-26T12:00:00.000Z\",\"usable\":true}]}");
    }
  }

  @Test
  void keys_are_changed_by_command_and_unknown_ones_are_told() {
    try (var port = new ManagedPort(SigningKeyEndpoints.of(new OneKey()))) {
      assertThat(port.post("/signing-keys/rotation", 202).get("keys")).hasSize(1);
      assertThat(port.status(HttpRequest.DELETE("/signing-keys/kid-1"))).isEqualTo(200);
      assertThat(port.status(HttpRequest.DELETE("/signing-keys/kid-2"))).isEqualTo(404);
    }
  }

  private static final class OneKey implements SigningKeyControls {
    private final List<View> keys =
        List.of(new View("kid-1", "EdDSA", "current", NOON, NOON, true));

    @Override
    public CompletionStage<List<View>> list() {
      return CompletableFuture.completedStage(keys);
    }

    @Override
    public CompletionStage<List<View>> rotate() {
      return list();
    }

    @Override
    public CompletionStage<Optional<List<View>>> withdraw(String id) {
      return CompletableFuture.completedStage(Optional.of(keys).filter(_ -> id.equals("kid-1")));
    }
  }
}
