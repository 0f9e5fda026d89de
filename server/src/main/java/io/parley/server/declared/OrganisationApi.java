package io.parley.server.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.model.own.OwnModelName;
import io.parley.server.client.ClientFailure;
import io.parley.server.client.OperatorClient;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// The organisation of a key or token on a running server, over its API.
public final class OrganisationApi {
  private static final String ROLES = "/organisation/roles";
  private static final String SOURCES = "/tool-sources";
  private static final String AGENTS = "/organisation/agents";
  private static final String ORIGINS = "/organisation/origins";
  private static final String RETENTION = "/organisation/retention";
  private static final String MODEL = "/organisation/model";
  private static final String MODELS = "/organisation/models";
  private static final String BUDGETS = "/organisation/budgets";
  private static final String LIMITS = "/organisation/limits";
  private static final String TRUNKS = "/organisation/trunks";
  private static final String ISSUERS = "/organisation/customer-issuers";
  private static final String NUMBERS = "/organisation/numbers";

  private final OperatorClient client;

  /// Newest versions of agents, models and budgets as they were read.
  private final Map<Item, Integer> seen = new HashMap<>();

  /// @param client of `/v1`
  public OrganisationApi(OperatorClient client) {
    this.client = client;
  }

  /// The same of the parts that the key may read.
  ///
  /// @param left is told each part that is left out, and the server's reason
  public Declared readable(Set<Part> parts, BiConsumer<Part, ClientFailure> left)
      throws InterruptedException {
    var read = EnumSet.noneOf(Part.class);
    var items = new TreeMap<Item, ObjectNode>();
    for (var part : parts)
      try {
        items.putAll(read(Set.of(part)).items());
        read.add(part);
      } catch (ClientFailure refused) {
        if (!refused.isForbidden()) throw refused;
        left.accept(part, refused);
      }
    return new Declared(read, items);
  }

  /// Things of the organisation's own: neither the installation's agent, nor tool sources of the
  /// configuration.
  ///
  /// @param parts that are asked for; a key needs no permission for others
  public Declared read(Set<Part> parts) throws InterruptedException {
    var items = new TreeMap<Item, ObjectNode>();
    if (parts.contains(Part.NAME) || parts.contains(Part.SLUG)) names(parts, items);
    if (parts.contains(Part.ORIGINS)) single(Part.ORIGINS, client.get(ORIGINS), items);
    if (parts.contains(Part.RETENTION)) single(Part.RETENTION, client.get(RETENTION), items);
    if (parts.contains(Part.ROLE))
      for (var role : client.get(ROLES).path("customRoles")) put(Part.ROLE, role, items);
    if (parts.contains(Part.TOOL_SOURCE))
      for (var source : client.get(SOURCES).path("sources"))
        if (!source.path("origin").asText().equals("file")) put(Part.TOOL_SOURCE, source, items);
    if (parts.contains(Part.MODEL)) model(items);
    if (parts.contains(Part.NAMED_MODEL)) models(items);
    if (parts.contains(Part.BUDGETS)) budgets(items);
    if (parts.contains(Part.LIMITS)) single(Part.LIMITS, client.get(LIMITS).path("limits"), items);
    if (parts.contains(Part.ISSUER)) issuers(items);
    if (parts.contains(Part.AGENT))
      for (var agent : client.get("/agents").path("agents"))
        if (agent.path("own").asBoolean()) agent(agent.path("id").asText(), items);
    if (parts.contains(Part.NUMBER))
      for (var number : client.get(NUMBERS).path("numbers")) {
        var item = item(Part.NUMBER, number.path("number").asText());
        items.put(item, Canonical.ofServer(item, number));
      }
    if (parts.contains(Part.TRUNK))
      for (var trunk : client.get(TRUNKS).path("trunks")) put(Part.TRUNK, trunk, items);
    return new Declared(parts, items);
  }

  private void names(Set<Part> parts, Map<Item, ObjectNode> items) throws InterruptedException {
    var organisation = client.get("/organisation");
    if (parts.contains(Part.NAME)) single(Part.NAME, organisation, items);
    if (parts.contains(Part.SLUG))
      for (var slug : organisation.path("slugs"))
        items.put(new Item(Part.SLUG, slug.asText()), JsonNodeFactory.instance.objectNode());
  }

  private static void single(Part part, JsonNode answer, Map<Item, ObjectNode> items) {
    var item = Item.of(part);
    items.put(item, Canonical.ofServer(item, answer));
  }

  private void model(Map<Item, ObjectNode> items) throws InterruptedException {
    var answer = client.get(MODEL);
    seen.put(Item.of(Part.MODEL), answer.path("version").asInt());
    if (answer.path("own").asBoolean()) single(Part.MODEL, answer, items);
  }

  private void models(Map<Item, ObjectNode> items) throws InterruptedException {
    for (var model : client.get(MODELS).path("models"))
      if (!model.path("name").asText().equals(OwnModelName.DEFAULT)) {
        put(Part.NAMED_MODEL, model, items);
        seen.put(
            item(Part.NAMED_MODEL, model.path("name").asText()), model.path("version").asInt());
      }
  }

  private void budgets(Map<Item, ObjectNode> items) throws InterruptedException {
    var answer = client.get(BUDGETS);
    seen.put(Item.of(Part.BUDGETS), answer.path("version").asInt());
    single(Part.BUDGETS, answer, items);
  }

  /// A file need not name the organisation's id, and claims that are not read are empty texts.
  private void issuers(Map<Item, ObjectNode> items) throws InterruptedException {
    var answer = client.get(ISSUERS);
    for (var each : answer.path("issuers")) {
      ObjectNode issuer = each.deepCopy();
      if (issuer.path("audience").equals(answer.path("audience"))) issuer.remove("audience");
      var claims = issuer.withObject("/claims");
      for (var claim : List.of("name", "language")) if (!claims.has(claim)) claims.put(claim, "");
      put(Part.ISSUER, issuer, items);
    }
  }

  private void agent(String id, Map<Item, ObjectNode> items) throws InterruptedException {
    var item = item(Part.AGENT, id);
    var answer = client.get(path(AGENTS, item));
    seen.put(item, answer.path("version").asInt());
    items.put(item, Canonical.ofServer(item, answer));
  }

  private static void put(Part part, JsonNode answer, Map<Item, ObjectNode> items) {
    var item = item(part, answer.path("name").asText());
    items.put(item, Canonical.ofServer(item, answer));
  }

  /// Names become names of files.
  private static Item item(Part part, String name) {
    if (!part.isName(name))
      throw new ClientFailure(
          0,
          "the server has a %s of a name of another form (expected: %s)"
              .formatted(part.word(), part.form()),
          null);
    return new Item(part, name);
  }

  /// Has the server store one change; that of an agent or a model only over the version that was
  /// read.
  ///
  /// @throws ClientFailure if it refuses
  public void apply(Change change) throws InterruptedException {
    switch (change) {
      case Change.Added(var item, var after) -> store(item, after);
      case Change.Changed(var item, var before, var after) -> {
        if (item.part() == Part.ISSUER) requireKeys(item, before, after);
        store(item, after);
      }
      case Change.Removed(var item, _) -> client.delete(path(item) + query(item));
    }
  }

  /// A server that is told no keys keeps those that it has: the difference would stay.
  private static void requireKeys(Item item, ObjectNode before, ObjectNode after) {
    for (var keys : List.of("jwks", "verifiers"))
      if (before.has(keys) && !after.has("jwks") && !after.has("verifiers"))
        throw Refused.because(
            item.file(),
            "it has no keys, and the server has " + keys,
            "jwks or verifiers, or a shared key that was entered at the server before");
  }

  private void store(Item item, ObjectNode content) throws InterruptedException {
    switch (item.part()) {
      case NAME -> client.patch(path(item), content);
      case MODEL, NAMED_MODEL, BUDGETS, AGENT ->
          client.put(path(item), content.deepCopy().put("version", seen(item)));
      case SLUG, ORIGINS, RETENTION, ROLE, TOOL_SOURCE, LIMITS, ISSUER, NUMBER, TRUNK ->
          client.put(path(item), content);
    }
  }

  /// 0 of one that the organisation did not have.
  private int seen(Item item) {
    return seen.getOrDefault(item, 0);
  }

  private String query(Item item) {
    return item.part() == Part.AGENT ? "?seen=" + seen(item) : "";
  }

  private static String path(Item item) {
    return switch (item.part()) {
      case NAME -> "/organisation";
      case SLUG -> path("/organisation/slugs", item);
      case ORIGINS -> ORIGINS;
      case RETENTION -> RETENTION;
      case ROLE -> path(ROLES, item);
      case TOOL_SOURCE -> path(SOURCES, item);
      case MODEL -> MODEL;
      case NAMED_MODEL -> path(MODELS, item);
      case BUDGETS -> BUDGETS;
      case LIMITS -> LIMITS;
      case ISSUER -> path(ISSUERS, item);
      case AGENT -> path(AGENTS, item);
      case NUMBER -> path(NUMBERS, item);
      case TRUNK -> path(TRUNKS, item);
    };
  }

  private static String path(String base, Item item) {
    return base + "/" + OperatorClient.escaped(item.name());
  }
}
