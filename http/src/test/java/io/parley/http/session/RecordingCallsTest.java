package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.recording.Recording;
import io.parley.core.recording.Recording.Segment;
import io.parley.core.tenant.SessionKey;
import io.parley.voice.recording.OggFile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingCallsTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private EdgeServer server;
  private SessionKey key;

  @BeforeEach
  void start() {
    server = EdgeServer.start();
    key = server.startSession();
    var sound = new OggFile("c1").silence(1, OggFile.PACKETS);
    var segment = new Segment(1, Duration.ofSeconds(1), Duration.ofSeconds(2), sound.length);
    server.recordings.all.add(
        new Recording("c1", NOON, Optional.of(Duration.ofSeconds(2)), List.of(segment)));
    server.recordings.segments.put(1, sound);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> call(String method, String below, String token) {
    return server.call(method, path(below), "", "Authorization", "Bearer " + token);
  }

  private String path(String below) {
    return "/v1/sessions/%s/recordings%s".formatted(key.session(), below);
  }

  /// A part of the sound, as an agent's player asks for it.
  private HttpResponse<String> range(String range, String ifRange) {
    return server.call(
        "GET",
        path("/c1"),
        "",
        "Authorization",
        "Bearer " + EdgeServer.AGENT,
        "Range",
        range,
        "If-Range",
        ifRange);
  }

  @Test
  void people_of_the_company_see_recordings_and_what_is_missing() {
    assertThat(json(call("GET", "", EdgeServer.AGENT)))
        .hasToString(
            "{\"recordings\":[{\"id\":\"c1\",\"began\":\"2026-11-25T12:00:00.000Z\","
                + "\"complete\":true,\"state\":\"complete\",\"millis\":2000,"
                + "\"gaps\":[{\"from\":\"2026-11-25T12:00:00.000Z\","
                + "\"to\":\"2026-11-25T12:00:01.000Z\"}]}]}");
  }

  @Test
  void they_get_the_sound_as_one_file() {
    var sound = call("GET", "/c1", EdgeServer.OPERATOR);
    assertThat(sound.statusCode()).isEqualTo(200);
    assertThat(sound.headers().firstValue("Content-Type")).contains("audio/ogg");
    assertThat(sound.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(sound.body().split("OggS", -1)).as("pages").hasSize(1 + 2 + 2 + 1);
  }

  @Test
  void a_player_that_seeks_gets_a_range_of_it() {
    var whole = call("GET", "/c1", EdgeServer.AGENT);
    int size = size(whole);
    var tag = whole.headers().firstValue("ETag").orElseThrow();
    assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
    var first = range("bytes=0-3", tag);
    assertThat(first.statusCode()).isEqualTo(206);
    assertThat(first.body()).isEqualTo("OggS");
    assertThat(first.headers().firstValue("Content-Range")).contains("bytes 0-3/" + size);
    var rest = range("bytes=100-", tag);
    assertThat(size(rest)).isEqualTo(size - 100);
    assertThat(rest.headers().firstValue("Content-Range"))
        .contains("bytes 100-%d/%d".formatted(size - 1, size));
  }

  private static int size(HttpResponse<String> answer) {
    return Integer.parseInt(answer.headers().firstValue("Content-Length").orElseThrow());
  }

  @Test
  void a_range_of_another_state_of_it_is_the_whole() {
    int size = size(call("GET", "/c1", EdgeServer.AGENT));
    var other = range("bytes=0-3", "\"1-1000-false\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(size(other)).isEqualTo(size);
  }

  @Test
  void bytes_that_it_does_not_have_are_a_problem_that_says_how_many_there_are() {
    int size = size(call("GET", "/c1", EdgeServer.AGENT));
    var tag = call("GET", "/c1", EdgeServer.AGENT).headers().firstValue("ETag").orElseThrow();
    var beyond = range("bytes=%d-".formatted(size), tag);
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("Content-Range")).contains("bytes */" + size);
    assertThat(beyond.body()).contains("/problems/range-not-satisfiable");
  }

  @Test
  void a_recording_that_is_not_there_is_not_found() {
    assertThat(call("GET", "/c2", EdgeServer.AGENT).statusCode()).isEqualTo(404);
  }

  @Test
  void operators_alone_erase_them() {
    assertThat(call("DELETE", "", EdgeServer.AGENT).statusCode()).isEqualTo(403);
    assertThat(json(call("DELETE", "", EdgeServer.OPERATOR))).hasToString("{\"erased\":1}");
    assertThat(server.recordings.all).isEmpty();
  }

  @Test
  void a_customer_gets_none() {
    var token = server.token(key);
    assertThat(call("GET", "", token).statusCode()).isEqualTo(403);
    assertThat(call("GET", "/c1", token).statusCode()).isEqualTo(403);
    assertThat(call("DELETE", "", token).statusCode()).isEqualTo(403);
  }
}
