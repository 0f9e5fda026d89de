package io.parley.server.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// A company on a shared server. Wherever a company and its customers can write, it writes a word
/// of its own.
final class PlantedCompany {
  /// The first version of an agent that an organisation writes.
  static final String AGENT_VERSION = "1001";

  /// A document, a model and a source that each company has, and a customer who talks to each.
  static final String DOCUMENT = "planted-warranty";

  static final String MODEL = "planted";
  static final String SOURCE = "planted-site";

  /// The tool call of its open session that could not be delivered.
  static final String LETTER = "1.1";

  private static final String CUSTOMER = "c-planted";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DIGITS = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SharedServer server;
  private final CanaryWords words = new CanaryWords();
  private final Founder founder =
      new Founder(
          words.named("a person's name"),
          words.named("a person's address") + "@planted.example",
          words.named("the organisation's name"),
          words.named("a slug"));

  private Caller owner;
  private String token;
  private String key;
  private String tenant;
  private String agent;
  private String collection;
  private String source;
  private String number;
  private Caller.Session talk;
  private Caller.Session question;

  private PlantedCompany(SharedServer server) {
    this.server = server;
  }

  /// Signs up; the mail comes later.
  static PlantedCompany on(SharedServer server) throws IOException, InterruptedException {
    var company = new PlantedCompany(server);
    company.founder.signUp(server);
    return company;
  }

  CanaryWords words() {
    return words;
  }

  /// Of its owner.
  String token() {
    return token;
  }

  /// An API key with all scopes.
  String key() {
    return key;
  }

  /// The owner's address of mail.
  String address() {
    return founder.email();
  }

  /// The token of a customer.
  String customer() {
    return question.token();
  }

  /// As directories of archives name it.
  String tenant() {
    return tenant;
  }

  /// The number of its question without an answer.
  String asked() throws IOException, InterruptedException {
    var question = words.at("a question without an answer");
    for (var group : owner.get(server, "/v1/knowledge/asked").path("groups"))
      if (group.toString().contains(question)) return group.get("id").asText();
    throw new IllegalStateException("nobody has asked (expected: " + question + ")");
  }

  /// Of its things of which one is asked for by name.
  List<String> things() {
    return List.of(
        talk.id(),
        question.id(),
        agent,
        collection,
        DOCUMENT,
        source,
        "+" + number,
        words.at("a person's id"));
  }

  /// Writes everywhere.
  void plant() throws IOException, InterruptedException, SQLException {
    open();
    writePeople();
    writeKnowledge();
    writeTools();
    writeWebhook();
    writeConnections();
    writeAgent();
    converse();
    writeRows();
    words.guess("+" + number);
    words.guess(founder.email());
    words.guess(DOCUMENT);
    words.guess(CUSTOMER);
    words.guess(question.id() + ":" + LETTER);
    words.guess("support");
    words.guess("default");
  }

  /// Waits until all of it can be read: lists, searches and archives are made some moments later.
  void settle() throws IOException, InterruptedException {
    var customer = Caller.with(talk.token());
    shows("/v1/sessions?limit=100", talk.id());
    shows("/v1/sessions?limit=100", question.id());
    shows("/v1/knowledge/asked", words.at("a question without an answer"));
    shows("/v1/knowledge/search?q=" + words.at("a document"), words.at("the document again"));
    await()
        .atMost(PATIENCE)
        .until(() -> customer.events(server, talk).toString().contains("session-archived"));
    await()
        .atMost(PATIENCE)
        .until(() -> owner.events(server, question).toString().contains("\"reply-completed\""));
    writeModel();
  }

  /// After all answers: from then on its agents have no other model.
  private void writeModel() throws IOException, InterruptedException {
    var model = body().put("kind", "anthropic").put("model", "claude-sonnet-4-5");
    model.put("key", words.kept("a model's key"));
    put("/v1/organisation/models/" + MODEL, model, 200);
  }

  private void shows(String path, String word) {
    await().atMost(PATIENCE).until(() -> owner.get(server, path).toString().contains(word));
  }

  private void open() throws IOException, InterruptedException {
    var reply = founder.claim(server, server.management("/mails"));
    token = reply.get("accessToken").asText();
    owner = Caller.with(token);
    var organisation = words.named("the organisation's id", reply.at("/organisation/id").asText());
    tenant = organisation.replace("-", "");
    words.named("a person's id", reply.at("/person/id").asText());
    var me = owner.get(server, "/v1/me");
    words.named("a sign-in", me.get("signIn").asText());
    words.kept("an access token", token);
  }

  private void writePeople() throws IOException, InterruptedException {
    var role = words.named("a role");
    owner.put(server, "/v1/organisation/roles/" + role, "{\"permissions\": [\"read\"]}", 204);
    var invitation = body().put("email", words.named("an invited address") + "@planted.example");
    invitation.putArray("roles").add("viewer");
    var invited = post("/v1/organisation/invitations", invitation);
    words.named("an invitation", invited.get("id").asText());

    var account = body().put("name", words.named("a service account's name"));
    account.putArray("roles").add("admin");
    var id = post("/v1/service-accounts", account).get("id").asText();
    words.named("a service account", id);
    var wish = body().put("name", words.named("a key's name")).put("account", id);
    var scopes = wish.putArray("scopes");
    for (var scope : Permission.ofKeys()) scopes.add(scope.word());
    var made = post("/v1/api-keys", wish);
    words.named("a key's prefix", made.get("id").asText());
    key = made.get("key").asText();
    words.kept("a key", key);

    var mail =
        body()
            .put("subject", words.said("the subject of a mail"))
            .put("text", words.said("the text of a mail") + ", {{organisation}}\n\n{{link}}");
    put("/v1/organisation/mail-templates/invitation/pl", mail, 200);

    var issuer =
        body()
            .put("issuer", "https://%s.example".formatted(words.named("an issuer")))
            .put("sharedKey", words.kept("an issuer's key").repeat(3));
    put("/v1/organisation/customer-issuers/" + words.named("an issuer's name"), issuer, 204);
    var origins = body();
    origins.putArray("origins").add("https://%s.example".formatted(words.named("an origin")));
    put("/v1/organisation/origins", origins, 200);
    writeProvider(words.named("a domain") + ".example");
  }

  /// Where its people would sign in. Nobody does.
  private void writeProvider(String domain) throws IOException, InterruptedException {
    var path = "/v1/organisation/domains/" + domain;
    var wanted = owner.put(server, path, "", 200).get("record");
    server.prove(wanted.get("name").asText(), wanted.get("text").asText());
    owner.post(server, path + "/verification", "", 200);
    var provider =
        body()
            .put("name", words.said("a provider's name"))
            .put("issuer", "https://%s.example".formatted(words.named("a provider's issuer")))
            .put("clientId", words.named("a provider's client"))
            .put("clientSecret", words.kept("a provider's secret"));
    provider.putArray("domains").add(domain);
    var made = post("/v1/organisation/sign-in-providers", provider);
    words.named("a provider", made.get("id").asText());
  }

  /// It is off, so that nothing is sent to it.
  private void writeWebhook() throws IOException, InterruptedException {
    var webhook =
        body()
            .put("url", "https://%s.example/hook".formatted(words.named("a webhook's host")))
            .put("description", words.said("a webhook's description"));
    webhook.putArray("kinds").add("rated");
    var made = post("/v1/organisation/webhooks", webhook);
    words.kept("a webhook's secret", made.get("secret").asText());
    var id = words.named("a webhook", made.get("id").asText());
    put("/v1/organisation/webhooks/" + id + "/state", body().put("state", "off"), 200);
  }

  private void writeKnowledge() throws IOException, InterruptedException {
    collection = words.named("a collection");
    put(
        "/v1/knowledge/collections/" + collection,
        body().put("title", words.said("a collection's title")).put("public", false),
        200);
    var document =
        body()
            .put("title", "Anemometers and " + words.said("a document's title"))
            .put(
                "body",
                "Your anemometer %s is repaired in our workshop, %s."
                    .formatted(words.said("a document"), words.said("the document again")))
            .put("collection", collection)
            .put(
                "source",
                "https://planted.example/" + words.said("the address of a document's source"));
    document.putArray("labels").add(words.said("a label"));
    put("/v1/knowledge/documents/" + DOCUMENT, document, 200);
    // no such host exists
    var site = body().put("kind", "site").put("url", "https://planted.example/help");
    put("/v1/knowledge/sources/" + SOURCE, site.put("collection", collection), 200);
  }

  private void writeTools() throws IOException, InterruptedException {
    var secret =
        body()
            .put("host", words.named("a secret's host") + ".example")
            .put("value", words.kept("a secret"));
    put("/v1/secrets/" + words.named("a secret's name"), secret, 204);

    source = words.named("a tool source");
    var definition = body().put("kind", "openapi");
    var service = definition.putObject("settings").putObject("document").put("openapi", "3.1.0");
    service
        .putArray("servers")
        .addObject()
        .put("url", "https://%s.example".formatted(words.named("a tool's host")));
    var operation = service.putObject("paths").putObject("/stock").putObject("get");
    operation
        .put("operationId", words.named("a tool"))
        .put("summary", words.named("a tool's summary"));
    operation.putObject("responses").putObject("200").put("description", "the stock");
    put("/v1/tool-sources/" + source, definition, 200);

    number = words.named("a number", digits());
    put("/v1/do-not-call/+" + number, body().put("note", words.said("a note on a number")), 200);
  }

  /// Digits alone, of a number that nobody has.
  private static String digits() {
    var digits = new StringBuilder("49151");
    UUID.randomUUID().toString().chars().limit(DIGITS).forEach(each -> digits.append(each % 10));
    return digits.toString();
  }

  /// Nothing of it is ever called: no such host exists.
  private void writeConnections() throws IOException, InterruptedException {
    var trunk =
        body()
            .put("host", words.named("a trunk's host") + ".example")
            .put("transport", "udp")
            .put("user", words.named("a trunk's user"))
            .put("password", words.kept("a trunk's password"));
    trunk.putArray("numbers").add("+" + words.named("a trunk's number", digits()));
    put("/v1/organisation/trunks/" + words.named("a trunk"), trunk, 200);

    var given = words.named("a given number", digits());
    var id = words.at("the organisation's id");
    Caller.with(ServerProcess.OPERATOR_TOKEN)
        .put(server, "/v1/organisations/%s/numbers/+%s".formatted(id, given), "", 204);
  }

  private void writeAgent() throws IOException, InterruptedException {
    agent = words.named("an agent");
    var content = body().put("company", words.said("an agent's company"));
    content.putArray("languages").add("en");
    content
        .putObject("texts")
        .putObject("en")
        .put("greeting", "Welcome, says " + words.said("a greeting"))
        .put("title", "How can we help?");
    content.putObject("theme").put("accent", "#2f6f4f").put("accentDark", "#7fd1a5");
    content.put("instructions", "You help customers of " + words.said("an instruction"));
    put("/v1/organisation/agents/" + agent, content, 200);
  }

  private void converse() throws IOException, InterruptedException {
    var start = body().put("agent", agent);
    start.putObject("customer").put("id", CUSTOMER).put("name", words.said("a customer's name"));
    start.putObject("metadata").put("page", words.kept("a note on a session"));
    var started = owner.start(server, start.toString(), words.kept("an idempotency key"));
    talk = session("a session that ended", started);
    var customer = Caller.with(talk.token());
    customer.say(server, talk, words.kept("a message's id"), "I wrote " + words.said("a message"));
    Caller.with(key).say(server, talk, "a1", "We know " + words.said("a colleague's answer"));
    customer.post(server, "/v1/sessions/" + talk.id() + "/end", "{}", 202);

    question = session("a session", post("/v1/sessions", body()));
    Caller.with(question.token())
        .say(
            server,
            question,
            "m1",
            "Can my anemometer %s be repaired?"
                .formatted(words.said("a question without an answer")));
  }

  /// The rows that a model, the platform, a browser, a provider of telephony and a tool would have
  /// had written.
  private void writeRows() throws IOException, SQLException {
    var rows = new PlantedRows(server);
    rows.memory(
        tenant,
        words.named("a memory", talk.id() + ".2"),
        "customer:" + CUSTOMER,
        "The customer likes " + words.said("what is remembered"),
        agent,
        talk.id());
    var person = UUID.fromString(words.at("a person's id"));
    var access = UUID.randomUUID();
    words.named("an access", access.toString());
    rows.access(tenant, access, person, "Replies are empty: " + words.said("a reason"));
    var passkey = words.named("a passkey", UUID.randomUUID().toString().replace("-", ""));
    rows.passkey(passkey, person, words.said("a passkey's name"));
    rows.call(
        tenant,
        words.named("a call", UUID.randomUUID().toString().replace("-", "")),
        "+" + words.named("a called number", digits()),
        "+" + words.at("a given number"),
        words.kept("a message for a machine"));
    rows.letter(
        tenant,
        question.id(),
        LETTER,
        "{\"note\": \"%s\"}".formatted(words.said("an argument that was not delivered")),
        "The shop says " + words.said("a failure of a tool"));
  }

  private Caller.Session session(String where, JsonNode started) {
    var token = started.get("token").asText();
    words.kept("the token of " + where, token);
    return new Caller.Session(words.named(where, started.get("id").asText()), token);
  }

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }

  private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    return owner.post(server, path, body.toString(), 201);
  }

  private void put(String path, ObjectNode body, int status)
      throws IOException, InterruptedException {
    owner.put(server, path, body.toString(), status);
  }
}
