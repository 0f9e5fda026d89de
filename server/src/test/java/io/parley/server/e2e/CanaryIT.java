package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two companies side by side on the built program. One writes words that nobody else knows
/// wherever it and its customers can write; the other one asks for all that it can, and gets none
/// of them. A third one sends all that changes something with their ids, and changes nothing.
class CanaryIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final int TRIES_MIN = 1_000;

  /// Customers and strangers may ask for less: one in so many requests is theirs.
  private static final int SELDOM = 16;

  private static final String ALL_SCOPES =
      Permission.ofKeys().stream()
          .map(Permission::word)
          .collect(Collectors.joining("\",\"", "{\"name\":\"writer\",\"scopes\":[\"", "\"]}"));

  private static final String VISITOR = "";
  private static final String MCP = "/v1/mcp";
  private static final String FORMS = "application/json, text/event-stream";

  /// Kinds of events that others could cause.
  private static final Set<String> CAUSED =
      Set.of("said", "session-ended", "taken-over", "handed-back", "rated");

  private static PlantedCompany company;
  private static PlantedCompany other;

  @BeforeAll
  static void plant() throws Exception {
    company = PlantedCompany.on(SERVER);
    other = PlantedCompany.on(SERVER);
    for (var each : List.of(company, other)) {
      each.plant();
      each.settle();
    }
  }

  @Test
  void nothing_of_one_company_is_in_anything_that_another_one_can_read() throws Exception {
    finds(company);

    var eavesdropper = new Eavesdropper(SERVER, company.words().all());
    var names = company.words().names();
    var sought = company.words().sought();
    for (var token : List.of(other.token(), other.key(), other.customer(), VISITOR))
      eavesdropper.read(token, other.things());
    eavesdropper.guess(List.of(other.token(), other.key()), names, sought, 1);
    eavesdropper.guess(List.of(other.key()), company.things(), List.of(company.address()), 1);
    eavesdropper.guess(List.of(other.customer(), VISITOR), names, sought, SELDOM);
    post(eavesdropper, company.words(), other);

    assertThat(eavesdropper.found()).isEmpty();
    assertThat(eavesdropper.broken()).isEmpty();
    assertThat(eavesdropper.tries()).isGreaterThan(TRIES_MIN);
    for (var each : List.of(company, other)) isInNoLogOrMetric(each.words());
    isInNoArchiveBut(company, other);
  }

  /// The same search finds everything when the company itself asks. Without this, a search that
  /// looks in the wrong place would pass.
  private static void finds(PlantedCompany company) throws Exception {
    var words = company.words();
    var own = new Eavesdropper(SERVER, words.shown());
    own.read(company.token(), company.things());
    assertThat(own.found().keySet()).containsAll(words.shown().keySet());
    var passages = own.post(MCP, company.key(), search(words.at("a document")), "Accept", FORMS);
    assertThat(passages).contains(words.at("the document again"));
  }

  @Test
  void nothing_of_one_company_is_changed_by_another_one_that_knows_its_ids() throws Exception {
    var writer = NewOwner.of(SERVER, "writer-" + run());
    var key = writer.caller().post(SERVER, "/v1/api-keys", ALL_SCOPES, 201).get("key").asText();
    var before = state(company);
    var writes = new ForeignWrites(SERVER);
    writes.send(company, List.of(key, writer.token()));
    assertThat(writes.unknown()).isEmpty();
    assertThat(writes.broken()).isEmpty();
    assertThat(writes.accepted()).isEmpty();
    assertThat(writes.sent()).isGreaterThan(100);
    assertThat(state(company)).isEqualTo(before);
    finds(company);

    // a change by the company itself is seen
    var role = "/v1/organisation/roles/role-" + run();
    Caller.with(company.token()).put(SERVER, role, "{\"permissions\": [\"oversee\"]}", 204);
    assertThat(state(company)).isNotEqualTo(before);
  }

  /// For names, so that the test can be run again.
  private static String run() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /// The trail of the company, which has each change of its people and things, the effects that
  /// others could have on its open session, its sign-in, and things that others know by name.
  private static List<String> state(PlantedCompany company) throws Exception {
    var owner = Caller.with(company.token());
    var session = new Caller.Session(company.words().at("a session"), company.token());
    var state = new ArrayList<String>();
    owner
        .get(SERVER, "/v1/organisation/audit?limit=100")
        .get("entries")
        .forEach(entry -> state.add(entry.toString()));
    for (var event : owner.events(SERVER, session))
      if (CAUSED.contains(event.at("/event/kind").asText())) state.add(event.toString());
    state.add(owner.get(SERVER, "/v1/me").path("permissions").toString());
    for (var path :
        List.of(
            "/v1/me/passkeys",
            "/v1/calls",
            "/v1/dead-letters",
            "/v1/organisation/staff",
            "/v1/organisation/numbers",
            "/v1/organisation/models",
            "/v1/organisation/mail-templates",
            "/v1/knowledge/documents/" + PlantedCompany.DOCUMENT))
      state.add(owner.get(SERVER, path).toString());
    state.add(company.asked());
    var sources = owner.get(SERVER, "/v1/knowledge/sources");
    assertThat(sources.findValuesAsText("id")).contains(PlantedCompany.SOURCE);
    return state;
  }

  /// Requests that read although they are no GET.
  private static void post(Eavesdropper eavesdropper, CanaryWords words, PlantedCompany by)
      throws Exception {
    var key = words.at("an idempotency key");
    for (var token : List.of(by.token(), by.key()))
      assertThat(eavesdropper.post("/v1/sessions", token, "{}", "Idempotency-Key", key))
          .contains("\"token\"");
    for (var where : List.of("a document", "a message", "a question without an answer"))
      eavesdropper.post(MCP, by.key(), search(words.at(where)), "Accept", FORMS);
    var session = words.at("a session");
    var calls =
        List.of(
            call("resources/list", "{}"),
            tool("ask", "{\"message\":\"Hello?\",\"session\":\"%s\"}".formatted(session)),
            tool("hand_over", "{\"reason\":\"Hello?\",\"session\":\"%s\"}".formatted(session)));
    for (var call : calls) eavesdropper.post(MCP, by.key(), call, "Accept", FORMS);
  }

  private static String search(String query) {
    return tool("search", "{\"query\":\"%s\"}".formatted(query));
  }

  private static String tool(String name, String arguments) {
    return call("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(name, arguments));
  }

  private static String call(String method, String parameters) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
        .formatted(method, parameters);
  }

  /// The operator's metrics name the tool sources of organisations, for each has a breaker. A log
  /// may have names, too, but nothing that people wrote.
  private static void isInNoLogOrMetric(CanaryWords words) throws Exception {
    assertThat(places(words.unlogged(), SERVER.log())).isEmpty();
    var all = new LinkedHashMap<>(words.all());
    all.remove("a tool source");
    assertThat(places(all, SERVER.metrics())).isEmpty();
  }

  private static List<String> places(Map<String, String> words, String text) {
    return words.entrySet().stream()
        .filter(word -> text.contains(word.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void isInNoArchiveBut(PlantedCompany company, PlantedCompany other)
      throws IOException {
    var message = company.words().at("a message");
    assertThat(archived(company)).contains(message);
    assertThat(places(company.words().all(), archived(other))).isEmpty();
  }

  /// All objects of the company, in whichever bucket.
  private static String archived(PlantedCompany company) throws IOException {
    var objects = new StringBuilder();
    try (var buckets = Files.list(SERVER.data().resolve("objects"))) {
      for (var bucket : buckets.toList()) {
        var own = bucket.resolve(company.tenant());
        if (Files.isDirectory(own)) objects.append(texts(own));
      }
    }
    return objects.toString();
  }

  private static String texts(Path directory) throws IOException {
    var texts = new StringBuilder();
    try (var files = Files.walk(directory)) {
      for (var file : files.filter(Files::isRegularFile).toList()) texts.append(text(file));
    }
    return texts.toString();
  }

  private static String text(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) return Files.readString(file);
    try (var unpacked = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(unpacked.readAllBytes(), UTF_8);
    }
  }
}
