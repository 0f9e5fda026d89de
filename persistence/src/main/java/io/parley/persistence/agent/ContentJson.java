package io.parley.persistence.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.KeyMenu;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.persistence.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The stored form of an agent's content. Rows are never changed, so a later release reads those of
/// all earlier ones: fields are only added. Sets are in order, so that equal contents are equal
/// texts.
final class ContentJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ContentJson() {}

  static String write(AgentContent content) {
    var json = object().put("company", content.company());
    var texts = json.putArray("texts");
    content.presentation().texts().forEach(each -> texts.add(write(each)));
    var theme = content.presentation().theme();
    json.putObject("theme").put("accent", theme.accent()).put("accentDark", theme.accentDark());
    content.instructions().ifPresent(text -> json.put("instructions", text));
    content.spokenInstructions().ifPresent(text -> json.put("spokenInstructions", text));
    var tools = json.putArray("tools");
    content.tools().forEach(tools::add);
    var collections = json.putArray("collections");
    content.collections().stream().sorted().forEach(collections::add);
    content.model().ifPresent(name -> json.put("model", name));
    return Text.storable(json.toString());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode write(Texts texts) {
    var json = object().put("language", texts.language());
    texts.greeting().ifPresent(text -> json.put("greeting", text));
    json.put("title", texts.title());
    var suggestions = json.putArray("suggestions");
    texts.suggestions().forEach(suggestions::add);
    texts.opening().ifPresent(text -> json.put("opening", text));
    texts.menu().ifPresent(menu -> json.set("menu", write(menu)));
    if (!texts.asks().isEmpty()) {
      var asks = json.putArray("asks");
      for (var each : texts.asks()) asks.add(write(each));
    }
    return json;
  }

  private static ObjectNode write(AskedFor asked) {
    var json = object();
    var words = json.putArray("words");
    asked.words().forEach(words::add);
    json.put("expects", Expectation.kind(asked.expected()));
    if (asked.expected() instanceof Expectation.Digits(int least, int most))
      json.put("least", least).put("most", most);
    return json;
  }

  private static ObjectNode write(KeyMenu menu) {
    var json = object().put("prompt", menu.prompt());
    var keys = json.putObject("keys");
    menu.keys().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(key -> write(keys.putObject(key.getKey().toString()), key.getValue()));
    return json;
  }

  private static void write(ObjectNode key, KeyMenu.Choice choice) {
    switch (choice) {
      case KeyMenu.Words(var text) -> key.put("say", text);
      case KeyMenu.Transfer(var target) -> key.put("transfer", target);
      case KeyMenu.Repeat _ -> key.put("repeat", true);
    }
  }

  static AgentContent read(String text) {
    try {
      return content(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the content of an agent's version is no JSON", e);
    }
  }

  private static AgentContent content(JsonNode json) {
    var texts = new ArrayList<Texts>();
    json.path("texts").forEach(each -> texts.add(texts(each)));
    var theme = json.path("theme");
    return new AgentContent(
        json.path("company").asText(),
        new AgentPresentation(
            texts, new Theme(theme.path("accent").asText(), theme.path("accentDark").asText())),
        text(json, "instructions"),
        text(json, "spokenInstructions"),
        list(json, "tools"),
        Set.copyOf(list(json, "collections")),
        text(json, "model"));
  }

  private static Texts texts(JsonNode json) {
    return new Texts(
        json.path("language").asText(),
        text(json, "greeting"),
        json.path("title").asText(),
        list(json, "suggestions"),
        text(json, "opening"),
        Optional.ofNullable(json.get("menu")).map(ContentJson::menu),
        asks(json.path("asks")));
  }

  private static List<AskedFor> asks(JsonNode json) {
    var asks = new ArrayList<AskedFor>();
    for (var each : json) asks.add(new AskedFor(list(each, "words"), expected(each)));
    return asks;
  }

  /// Anything for a kind of a later release.
  private static Expectation expected(JsonNode json) {
    var expected = Expectation.KINDS.getOrDefault(json.path("expects").asText(), Expectation.FREE);
    return expected.equals(Expectation.DIGITS)
        ? new Expectation.Digits(
            json.path("least").asInt(1), json.path("most").asInt(Expectation.Digits.MOST))
        : expected;
  }

  private static KeyMenu menu(JsonNode json) {
    var keys = new HashMap<Character, KeyMenu.Choice>();
    for (var key : json.path("keys").properties())
      keys.put(key.getKey().charAt(0), choice(key.getValue()));
    return new KeyMenu(json.path("prompt").asText(), keys);
  }

  private static KeyMenu.Choice choice(JsonNode json) {
    if (json.has("say")) return new KeyMenu.Words(json.get("say").asText());
    if (json.has("transfer")) return new KeyMenu.Transfer(json.get("transfer").asText());
    return new KeyMenu.Repeat();
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::asText);
  }

  private static List<String> list(JsonNode json, String name) {
    var all = new ArrayList<String>();
    json.path(name).forEach(each -> all.add(each.asText()));
    return all;
  }
}
