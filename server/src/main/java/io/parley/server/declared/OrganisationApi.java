package io.parley.server.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.server.client.ClientFailure;
import io.parley.server.client.OperatorClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The organisation of a key or token on a running server, over its API.
public final class OrganisationApi {
  private static final String ROLES = "/organisation/roles";
  private static final String SOURCES = "/tool-sources";
  private static final String AGENTS = "/organisation/agents";

  private final OperatorClient client;

  /// Newest versions of agents as they were read.
  private final Map<Item, Integer> seen = new HashMap<>();

  /// @param client of `/v1`
  public OrganisationApi(OperatorClient client) {
    this.client = client;
  }

  /// Things of the organisation's own: neither the installation's agent, nor tool sources of the
  /// configuration.
  ///
  /// @param parts that are asked for; a key needs no permission for others
  public Declared read(Set<Part> parts) throws InterruptedException {
    var items = new TreeMap<Item, ObjectNode>();
    if (parts.contains(Part.NAME) || parts.contains(Part.SLUG)) names(parts, items);
    if (parts.contains(Part.ROLE))
      for (var role : client.get(ROLES).path("customRoles")) put(Part.ROLE, role, items);
    if (parts.contains(Part.TOOL_SOURCE))
      for (var source : client.get(SOURCES).path("sources"))
        if (!source.path("origin").asText().equals("file")) put(Part.TOOL_SOURCE, source, items);
    if (parts.contains(Part.AGENT))
      for (var agent : client.get("/agents").path("agents"))
        if (agent.path("own").asBoolean()) agent(agent.path("id").asText(), items);
    return new Declared(parts, items);
  }

  private void names(Set<Part> parts, Map<Item, ObjectNode> items) throws InterruptedException {
    var organisation = client.get("/organisation");
    if (parts.contains(Part.NAME)) {
      var item = new Item(Part.NAME, "name");
      items.put(item, Canonical.ofServer(item, organisation));
    }
    if (parts.contains(Part.SLUG))
      for (var slug : organisation.path("slugs"))
        items.put(new Item(Part.SLUG, slug.asText()), JsonNodeFactory.instance.objectNode());
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

  /// Has the server store one change; that of an agent only over the version that was read.
  ///
  /// @throws ClientFailure if it refuses
  public void apply(Change change) throws InterruptedException {
    switch (change) {
      case Change.Added(var item, var after) -> store(item, after);
      case Change.Changed(var item, _, var after) -> store(item, after);
      case Change.Removed(var item, _) -> client.delete(path(item) + query(item));
    }
  }

  private void store(Item item, ObjectNode content) throws InterruptedException {
    switch (item.part()) {
      case NAME -> client.patch(path(item), content);
      case AGENT -> client.put(path(item), content.deepCopy().put("version", seen(item)));
      case SLUG, ROLE, TOOL_SOURCE -> client.put(path(item), content);
    }
  }

  /// 0 of an agent that the organisation did not have.
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
      case ROLE -> path(ROLES, item);
      case TOOL_SOURCE -> path(SOURCES, item);
      case AGENT -> path(AGENTS, item);
    };
  }

  private static String path(String base, Item item) {
    return base + "/" + OperatorClient.escaped(item.name());
  }
}
