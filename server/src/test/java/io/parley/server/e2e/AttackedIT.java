package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A production server under attack, with recognisable secrets: checks what strangers get from both
/// ports, and what is readable on its machine.
class AttackedIT {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String MARK = "m4rked";
  private static final String AGENT = MARK + "-agent-0123456789";
  private static final String OPERATOR = MARK + "-operator-0123456789";
  private static final String WORDS = "xylophones are what nobody else may read about";

  /// Texts that reveal internals.
  private static final Pattern INSIDES =
      Pattern.compile(
          "Exception|\\tat"
              + " |io\\.parley|io/parley|org\\.apache|pekko[.-]|akka|java\\.|\\.scala|Caused"
              + " by|SQLSTATE|jackson|/usr/|/opt/",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern INSTANCE = Pattern.compile("\"instance\":\"[^\"]*\"");
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  private static final List<String> PROTECTING =
      List.of(
          "\r\nx-content-type-options: nosniff\r\n",
          "\r\nreferrer-policy: no-referrer\r\n",
          "\r\ncontent-security-policy: default-src 'none'",
          "\r\npermissions-policy: ",
          "\r\nx-request-id: ");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static ServerProcess server;
  private static Caller.Session session;

  @BeforeAll
  static void start() throws Exception {
    var file =
        Files.writeString(
            directory.resolve("parley.conf"),
            """
            parley.models {
              providers.own { kind = offline, model = offline, api-key = "%s-own" }
              routes.reply = [own]
            }
            """
                .formatted(MARK));
    var settings =
        new HashMap<>(
            Map.of(
                "PARLEY_MODE",
                "production",
                "PARLEY_MODEL",
                "offline",
                "PARLEY_AGENT_TOKEN",
                AGENT,
                "PARLEY_OPERATOR_TOKEN",
                OPERATOR,
                "PARLEY_TOKEN_KEYS",
                "k1:" + MARK + "-key-of-thirty-two-characters",
                "OPENAI_API_KEY",
                MARK + "-openai",
                "ANTHROPIC_API_KEY",
                MARK + "-anthropic",
                "GEMINI_API_KEY",
                MARK + "-gemini",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "authorization=" + MARK + "-collector",
                "JAVA_TOOL_OPTIONS",
                "-Dparley.log.level=DEBUG -Dparley.http.connections.header-timeout=1s"));
    // its command line and environment are looked at
    settings.put(SharedStore.OWN.getKey(), SharedStore.OWN.getValue());
    server =
        ServerProcess.start(
            directory.resolve("data"), settings, List.of("serve", "--config", file.toString()));
    session = Caller.start(server);
    Caller.with(session.token()).say(server, session, "m1", WORDS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// The whole response until the server closes the connection.
  private static String answer(URI port, String request) throws IOException {
    try (var socket = new Socket(port.getHost(), port.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      } catch (SocketException reset) {
        // refused before it was sent completely; the response is lost
        return "";
      }
    }
  }

  private static void isHarmless(URI port, String request) throws IOException {
    var answer = answer(port, request);
    if (answer.isEmpty()) return;
    var told = request.substring(0, Math.min(request.length(), 200)) + "\n->\n" + answer;
    var status = STATUS.matcher(answer);
    assertThat(status.lookingAt()).as(told).isTrue();
    int code = Integer.parseInt(status.group(1));
    assertThat(code).as(told).isNotIn(500, 502, 504);
    int end = answer.indexOf("\r\n\r\n");
    var head = answer.substring(0, end + 2).toLowerCase(Locale.ROOT);
    assertThat(head).as(told).contains(PROTECTING).doesNotContain("\r\nserver:", "x-evil");
    assertThat(answer).as(told).doesNotContain(MARK);
    if (code < 400) return;
    assertThat(head).as(told).contains("content-type: " + form(request, answer));
    var shown = INSTANCE.matcher(answer).replaceAll("");
    assertThat(INSIDES.matcher(shown).find()).as(told).isFalse();
    assertThat(shown).as(told).doesNotContain(directory.toString());
  }

  /// The media type of an error. JSON-RPC has errors of its own, and an operator's browser that
  /// comes back from an authorization server gets a page.
  private static String form(String request, String answer) {
    if (request.startsWith("POST /v1/mcp ") && answer.contains("\"jsonrpc\""))
      return "application/json";
    return request.startsWith("GET /v1/oauth/callback") && answer.contains("<main>")
        ? "text/html"
        : "application/problem+json";
  }

  /// @param known credentials for the port's own calls, may be empty
  private static void attack(URI port, String document, String known) throws Exception {
    for (var request : Hostility.REQUESTS) isHarmless(port, request);
    for (var header : Hostility.HEADERS)
      for (var path : List.of("/", "/v1/sessions"))
        isHarmless(port, Hostility.request("GET", path, header, ""));
    for (var path : JSON.readTree(document).get("paths").properties())
      for (var operation : path.getValue().properties()) {
        var method = operation.getKey().toUpperCase(Locale.ROOT);
        for (var header : List.of("", known)) attack(port, method, path.getKey(), header);
      }
  }

  private static void attack(URI port, String method, String path, String header)
      throws IOException {
    var there = path.replace("{id}", session.id()).replaceAll("\\{[^}]+}", "default");
    // without a token all of them get the same refusal
    int each = header.isEmpty() ? 2 : Integer.MAX_VALUE;
    for (var other : List.of("TRACE", "get"))
      isHarmless(port, Hostility.request(other, there, header, ""));
    // it would end the server
    if (path.equals("/drain") && !header.isEmpty()) return;
    if (path.contains("{"))
      for (var value : some(Hostility.VALUES, each))
        isHarmless(port, Hostility.request(method, with(path, value), header, ""));
    if (method.equals("GET"))
      for (var query : some(Hostility.QUERIES, each))
        isHarmless(port, Hostility.request(method, there + query, header, ""));
    else
      for (var body : some(Hostility.BODIES, each))
        isHarmless(port, Hostility.request(method, there, header, body));
  }

  private static List<String> some(List<String> all, int count) {
    return all.subList(0, Math.min(count, all.size()));
  }

  private static String with(String path, String value) {
    return path.replaceAll("\\{[^}]+}", Matcher.quoteReplacement(value));
  }

  /// This once ended the process: the regular expression for the path recursed for each segment.
  @Test
  void a_path_with_thousands_of_segments_is_404_on_both_ports() throws Exception {
    var request = Hostility.request("GET", "/webjars/lit/" + "a/".repeat(2_000) + "a", "", "");
    for (var port : List.of(server.http("/"), server.management("/")))
      assertThat(answer(port, request)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void answers_to_broken_requests_reveal_no_internals() throws Exception {
    var customer = "Authorization: Bearer " + session.token();
    attack(server.http("/"), body(server.http("/"), "/openapi.json", ""), customer);
    var operator = "Authorization: Bearer " + OPERATOR;
    attack(server.management("/"), body(server.management("/"), "/openapi.json", ""), operator);
    await().until(() -> server.readiness() == 200);
    assertThat(server.log()).doesNotContain("an internal error prevented");
  }

  @Test
  void every_operation_opens_for_those_for_whom_it_is_described_and_for_nobody_else()
      throws Exception {
    var trials = new AccessTrials(server.http("/"), AGENT, OPERATOR);
    assertThat(trials.tried()).isEmpty();
    assertThat(trials.tries()).isGreaterThan(500);
  }

  private static String body(URI port, String path, String header) throws IOException {
    return answer(port, Hostility.request("GET", path, header, "")).split("\r\n\r\n", 2)[1];
  }

  /// The given secrets and those that the program generated for its database and object store.
  private static List<String> secrets() throws IOException {
    var secrets = new ArrayList<>(List.of(MARK));
    try (var files = Files.list(server.data().resolve("secrets"))) {
      for (var file : files.toList()) secrets.add(Files.readString(file).strip());
    }
    assertThat(secrets).hasSizeGreaterThan(3);
    return secrets;
  }

  @Test
  void no_secret_is_in_logs_or_shown_settings() throws Exception {
    var settings =
        body(server.management("/"), "/configuration", "Authorization: Bearer " + OPERATOR);
    assertThat(settings).contains("parley.tokens.operator", "parley.models.providers");
    assertThat(server.log()).contains("\"level\":\"DEBUG\"");
    for (var secret : secrets()) {
      assertThat(settings).doesNotContain(secret);
      assertThat(server.log()).doesNotContain(secret);
    }
    assertThat(server.log()).doesNotContain("xylophones", session.token());
  }

  @Test
  void no_secret_is_on_a_command_line_or_in_the_environment_of_another_process() throws Exception {
    var commands = new HashMap<Long, String>();
    var environments = new HashMap<Long, String>();
    for (var process : processes()) {
      commands.put(process.pid(), proc(process, "cmdline"));
      if (process.pid() != server.pid()) environments.put(process.pid(), proc(process, "environ"));
    }
    assertThat(commands.values())
        .anyMatch(line -> line.contains("S3Server"))
        .anyMatch(line -> line.startsWith("postgres: "));
    assertThat(environments).isNotEmpty();
    for (var secret : secrets()) {
      assertThat(commands.values()).noneMatch(line -> line.contains(secret));
      assertThat(environments.values()).noneMatch(line -> line.contains(secret));
    }
  }

  /// The server, its object store, and PostgreSQL, which is a daemon.
  private static List<ProcessHandle> processes() throws IOException {
    var all = new ArrayList<>(server.processes());
    var first = Files.readAllLines(server.data().resolve("postgres/postmaster.pid")).getFirst();
    var postmaster = ProcessHandle.of(Long.parseLong(first.strip())).orElseThrow();
    all.add(postmaster);
    all.addAll(postmaster.descendants().toList());
    return all;
  }

  /// A file of the process in `/proc`; empty when it has just ended.
  private static String proc(ProcessHandle process, String what) throws IOException {
    var file = Path.of("/proc", Long.toString(process.pid()), what);
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      // workers of a database come and go
      if (process.isAlive()) throw e;
      return "";
    }
  }

  @Test
  void files_with_secrets_are_readable_by_their_owner_only() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.data())))
        .isEqualTo("rwx------");
    try (var files = Files.walk(server.data().resolve("secrets"))) {
      for (var file : files.toList())
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .endsWith("------");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(server.data().resolve("joining.json"))))
        .isEqualTo("rw-------");
  }
}
