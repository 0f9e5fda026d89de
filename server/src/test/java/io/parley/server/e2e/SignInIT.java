package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.server.CommandLineRun;
import io.parley.tools.fake.LoginServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// An operator signs a source in at the authorization server of its MCP server.
class SignInIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final String SOURCE = "/v1/tool-sources/login";
  private static final Pattern PAGE = Pattern.compile("http://\\S+/authorize\\S+");
  private static final String CALL =
      "{\"arguments\": {\"city\": \"Bonn\"}, \"send\": true, \"customer\": \"c-1\"}";

  @TempDir Path directory;

  @AfterEach
  void forget() throws Exception {
    Caller.with(ServerProcess.OPERATOR_TOKEN).forget(SERVER, SOURCE);
  }

  @Test
  void a_source_is_signed_in_used_renewed_and_signed_out() throws Exception {
    try (var outside = new LoginServer();
        var http = HttpClient.newHttpClient()) {
      send(
          http,
          "PUT",
          SOURCE,
          "{\"kind\": \"mcp\", \"settings\": {\"url\": \"%s\", \"oauth\": {\"grant\": \"authorization-code\"}}}"
              .formatted(outside.mcp()));
      assertThat(source().path("signIn").path("state").asText()).isEqualTo("needed");
      assertThat(source().path("problem").asText()).contains("sign-in");
      assertThat(tools("list").output()).contains("sign-in: needed");

      var printed = PAGE.matcher(tools("sign-in", "login").output());
      assertThat(printed.find()).isTrue();
      var back = LoginServer.agree(URI.create(printed.group()));
      assertThat(back.toString()).startsWith(SERVER.http("/v1/oauth/callback").toString());
      var connected = get(http, back);
      assertThat(connected.statusCode()).isEqualTo(200);
      assertThat(connected.body()).contains("Connected").doesNotContain("code-");
      assertThat(get(http, back).statusCode()).isEqualTo(400);

      await().until(() -> source().path("tools").size() == 1);
      assertThat(source().path("signIn").path("state").asText()).isEqualTo("done");
      assertThat(source().toString()).doesNotContain("access-", "refresh-", "secret of");
      var called = send(http, "POST", SOURCE + "/tools/login.forecast/try", CALL);
      assertThat(called.body()).contains("rain in Bonn");

      // opened anew, as another node would: its token comes from the database, renewed once
      outside.forgetAccess();
      assertThat(tools("try", "login").code()).isZero();
      assertThat(send(http, "POST", SOURCE + "/tools/login.forecast/try", CALL).body())
          .contains("rain in Bonn");
      assertThat(outside.refreshes()).isEqualTo(1);

      assertThat(tools("sign-out", "login").code()).isZero();
      assertThat(outside.validTokens()).isZero();
      assertThat(source().path("signIn").path("state").asText()).isEqualTo("needed");
      await().until(() -> source().path("tools").isEmpty());
      assertThat(send(http, "DELETE", SOURCE, "").statusCode()).isEqualTo(204);
    }
  }

  private CommandLineRun tools(String... command) throws IOException {
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"),
            "parley { data = \"%s\", tokens.operator = \"%s\" }"
                .formatted(SERVER.data(), ServerProcess.OPERATOR_TOKEN));
    var arguments = new ArrayList<>(List.of("tools", "--config", settings.toString()));
    arguments.addAll(List.of(command));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static JsonNode source() throws IOException, InterruptedException {
    return Caller.with(ServerProcess.OPERATOR_TOKEN).get(SERVER, SOURCE);
  }

  private static HttpResponse<String> get(HttpClient http, URI address)
      throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(HttpClient http, String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(SERVER.http(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + ServerProcess.OPERATOR_TOKEN)
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofString());
  }
}
