package io.parley.http.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.KeyMenu;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The body of a request that stores an agent. Every error names the field and what was expected.
final class AgentBody {
  private static final int COLOUR_LENGTH = 7;
  private static final int NAME_MAX = 128;
  private static final Set<String> MEANINGS = Set.of("say", "transfer", "repeat");

  private AgentBody() {}

  static AgentContent read(Fields fields) {
    fields.only(
        "company",
        "languages",
        "texts",
        "theme",
        "instructions",
        "spokenInstructions",
        "tools",
        "collections",
        "model",
        "version");
    var company = fields.text("company", AgentContent.COMPANY_MAX);
    var texts = texts(fields);
    var theme = theme(required(fields.object("theme"), "theme"));
    var presentation = checked("", () -> new AgentPresentation(texts, theme));
    return checked(
        "",
        () ->
            new AgentContent(
                company,
                presentation,
                fields.optionalText("instructions", AgentContent.INSTRUCTIONS_MAX),
                fields.optionalText("spokenInstructions", AgentContent.INSTRUCTIONS_MAX),
                fields.list("tools", AgentContent.TOOLS_MAX, NAME_MAX),
                collections(fields),
                fields.optionalText("model", AgentContent.MODEL_MAX)));
  }

  /// The newest version that the author has seen.
  static Optional<Integer> seen(Fields fields) {
    return fields.value("version").map(_ -> fields.integer("version", 0, Integer.MAX_VALUE));
  }

  private static Set<String> collections(Fields fields) {
    return new HashSet<>(fields.list("collections", AgentContent.COLLECTIONS_MAX, NAME_MAX));
  }

  private static List<Texts> texts(Fields fields) {
    var languages =
        fields.list("languages", AgentContent.LANGUAGES_MAX, AgentPresentation.LANGUAGE_MAX);
    if (languages.isEmpty())
      throw new Malformed(
          "languages is missing or empty (expected: one language at least, such as en)");
    for (var language : languages)
      if (!AgentPresentation.isLanguage(language))
        throw new Malformed(
            "an entry of languages has another form (expected: tags such as en or pt-BR)");
    if (languages.stream().map(AgentBody::canonical).distinct().count() < languages.size())
      throw new Malformed("languages has an entry twice (expected: each language once)");
    var all = required(fields.object("texts"), "texts");
    all.only(languages.toArray(String[]::new));
    return languages.stream()
        .map(language -> texts(language, required(all.object(language), "texts." + language)))
        .toList();
  }

  private static String canonical(String language) {
    return Locale.forLanguageTag(language).toLanguageTag();
  }

  private static Fields required(Optional<Fields> object, String name) {
    return object.orElseThrow(() -> new Malformed(name + " is missing (expected: {…})"));
  }

  private static Texts texts(String language, Fields fields) {
    fields.only("greeting", "title", "suggestions", "opening", "menu", "asks");
    var path = "texts." + language + ".";
    return checked(
        path,
        () ->
            new Texts(
                language,
                fields.optionalText("greeting", AgentContent.GREETING_MAX),
                fields.text("title", AgentContent.TITLE_MAX),
                fields.list(
                    "suggestions", AgentContent.SUGGESTIONS_MAX, AgentContent.SUGGESTION_MAX),
                fields.optionalText("opening", Texts.OPENING_MAX),
                fields.object("menu").map(menu -> menu(path + "menu.", menu)),
                AsksBody.read(path, fields)));
  }

  private static Theme theme(Fields fields) {
    fields.only("accent", "accentDark");
    return checked(
        "theme.",
        () ->
            new Theme(
                fields.text("accent", COLOUR_LENGTH), fields.text("accentDark", COLOUR_LENGTH)));
  }

  private static KeyMenu menu(String path, Fields fields) {
    fields.only("prompt", "keys");
    var prompt = fields.text("prompt", KeyMenu.PROMPT_MAX);
    var keys = fields.value("keys").map(value -> keys(path, value)).orElse(Map.of());
    return checked(path, () -> new KeyMenu(prompt, keys));
  }

  private static Map<Character, KeyMenu.Choice> keys(String path, JsonNode value) {
    if (!(value instanceof ObjectNode object))
      throw new Malformed(path + "keys is not an object (expected: {…})");
    var keys = new HashMap<Character, KeyMenu.Choice>();
    for (var key : object.properties()) {
      if (key.getKey().length() != 1)
        throw new Malformed(path + "keys has a longer key (expected: single keys: 0 to 9, or *)");
      var name = path + "keys." + key.getKey();
      if (!(key.getValue() instanceof ObjectNode choice))
        throw new Malformed(name + " is not an object (expected: {…})");
      keys.put(key.getKey().charAt(0), choice(name, choice));
    }
    return keys;
  }

  private static KeyMenu.Choice choice(String name, ObjectNode choice) {
    var fields = new ArrayList<String>();
    choice.fieldNames().forEachRemaining(fields::add);
    if (fields.size() != 1 || !MEANINGS.containsAll(fields))
      throw new Malformed(name + " has another meaning (expected: one of say, transfer or repeat)");
    var value = choice.get(fields.getFirst());
    if (fields.getFirst().equals("repeat")) {
      if (!value.isBoolean() || !value.booleanValue())
        throw new Malformed(name + ".repeat is not true (expected: true)");
      return new KeyMenu.Repeat();
    }
    var text = Fields.of(choice).text(fields.getFirst(), KeyMenu.WORDS_MAX);
    return checked(
        name + ".",
        () ->
            fields.getFirst().equals("say") ? new KeyMenu.Words(text) : new KeyMenu.Transfer(text));
  }

  /// Core's records say what is wrong with a value without repeating it.
  ///
  /// @param path of the fields that the record names
  static <T> T checked(String path, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new Malformed(path + e.getMessage());
    }
  }
}
