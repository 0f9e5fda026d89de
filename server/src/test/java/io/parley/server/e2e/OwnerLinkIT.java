package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.server.CommandLineRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first start of an installation, and the way of its first owner: by the link on the console,
/// or by that of the command, whichever was made last. No further link is made, and tokens that
/// several people share can be turned off then.
class OwnerLinkIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Caller STRANGER = Caller.with("");
  private static final Pattern OWNER = Pattern.compile("(?m)^ {2}owner +(\\S+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REFUSED = 2;

  /// 128 and the number of SIGTERM.
  private static final int TERMINATED = 143;

  @TempDir Path directory;

  @Test
  void the_newest_link_makes_its_holder_the_owner_for_whom_shared_tokens_are_turned_off()
      throws Exception {
    var data = directory.resolve("data");
    var config =
        Files.writeString(directory.resolve("parley.conf"), "parley.data = \"%s\"".formatted(data));
    try (var server = ServerProcess.start(data, Map.of())) {
      var shown = shown(server);
      assertThat(shown.toString()).startsWith(server.http("/link").toString());
      assertThat(look(server, shown, 200).get("kind").asText()).isEqualTo("claim");

      var printed = run(config, 0);
      look(server, shown, 404);
      var seen = look(server, printed, 200);
      assertThat(seen.at("/organisation/name").asText()).isEqualTo("My company");
      assertThat(seen.has("email")).isFalse();
      assertThat(server.log()).doesNotContain(printed.getFragment());

      var claim =
          JSON.createObjectNode()
              .put("token", printed.getFragment())
              .put("name", "Ada")
              .put("email", "ada@shop.example")
              .put("password", "several words of no song");
      var owner = STRANGER.post(server, "/v1/links/acceptance", claim.toString(), 201);
      assertThat(owner.at("/organisation/id").asText())
          .isEqualTo("00000000-0000-0000-0000-000000000000");
      var me = Caller.with(owner.get("accessToken").asText()).get(server, "/v1/me");
      assertThat(me.get("permissions").toString()).contains("transfer-ownership");
      run(config, REFUSED);
      assertThat(server.stop()).isEqualTo(TERMINATED);
    }
    var off = Map.of("PARLEY_SHARED_TOKENS", "off");
    try (var server = ServerProcess.start(data, off)) {
      assertThat(banner(server)).doesNotContainPattern(OWNER);
      opensNothingByASharedToken(server);
    }
  }

  private static void opensNothingByASharedToken(ServerProcess server) throws Exception {
    for (var token : List.of(ServerProcess.OPERATOR_TOKEN, ServerProcess.AGENT_TOKEN)) {
      Caller.with(token).get(server, "/v1/sessions?limit=1", 401);
      assertThat(managed(server, token)).isEqualTo(401);
    }
    // a visitor needs none
    assertThat(Caller.start(server).id()).isNotEmpty();
  }

  /// The status of the management port's answer.
  private static int managed(ServerProcess server, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(server.management("/cluster"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static URI shown(ServerProcess server) throws IOException {
    var banner = OWNER.matcher(banner(server));
    assertThat(banner.find()).as(server.log()).isTrue();
    return URI.create(banner.group(1));
  }

  /// It is printed when the server is ready, and so perhaps a moment later.
  private static String banner(ServerProcess server) {
    return await().atMost(PATIENCE).until(server::log, log -> log.contains("Ctrl-C"));
  }

  /// @return the link that the command prints, if it prints one
  private static URI run(Path config, int code) {
    var run = CommandLineRun.of("owner-link", "--config", config.toString());
    assertThat(run.code()).as(run.output()).isEqualTo(code);
    return code == 0 ? URI.create(run.output().strip()) : URI.create("");
  }

  private static JsonNode look(ServerProcess server, URI link, int status) throws Exception {
    var token = JSON.createObjectNode().put("token", link.getFragment()).toString();
    return STRANGER.post(server, "/v1/links", token, status);
  }
}
