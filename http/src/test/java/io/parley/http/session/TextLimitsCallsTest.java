package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts at and above their limits, in every JSON notation.
class TextLimitsCallsTest {
  private EdgeServer server;
  private String path;
  private String token;

  @BeforeEach
  void start() {
    server = EdgeServer.start();
    var key = server.startSession();
    path = "/v1/sessions/" + key.session();
    token = server.token(key);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> customer(String method, String suffix, String body) {
    return server.call(method, path + suffix, body, "Authorization", "Bearer " + token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"👟", "\\uD83D\\uDC5F", "ö", "x"})
  void texts_at_their_limit_are_accepted_and_longer_ones_are_not(String character) {
    var said = "{\"id\":\"%s\",\"text\":\"%s\"}";
    assertThat(
            customer("POST", "/messages", said.formatted("a", character.repeat(8_000)))
                .statusCode())
        .isEqualTo(202);
    isProblem(
        customer("POST", "/messages", said.formatted("b", character.repeat(8_001))),
        413,
        "too-long");
    var rated = "{\"id\":\"%s\",\"score\":4,\"comment\":\"%s\"}";
    assertThat(
            customer("POST", "/rating", rated.formatted("r", character.repeat(1_000))).statusCode())
        .isEqualTo(202);
    isProblem(
        customer("POST", "/rating", rated.formatted("s", character.repeat(1_001))),
        413,
        "too-long");
    var start = "{\"customer\":{\"id\":\"%1$s\",\"name\":\"%1$s\"},\"metadata\":{%2$s}}";
    assertThat(started(start.formatted(character.repeat(128), metadata(character, 512))))
        .isEqualTo(201);
    assertThat(started(start.formatted(character.repeat(129), metadata(character, 512))))
        .isEqualTo(413);
    assertThat(started(start.formatted(character.repeat(128), metadata(character, 513))))
        .isEqualTo(413);
  }

  private int started(String body) {
    return server.call("POST", "/v1/sessions", body).statusCode();
  }

  /// The greatest number of entries, with names of the greatest length.
  private static String metadata(String character, int length) {
    return IntStream.range(0, 16)
        .mapToObj(
            i ->
                "\"%s%c\":\"%s\""
                    .formatted(character.repeat(63), 'a' + i, character.repeat(length)))
        .collect(Collectors.joining(","));
  }
}
