package io.parley.http.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions.Listed;
import io.parley.core.agent.AgentVersions.Version;
import io.parley.core.agent.KeyMenu;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.http.json.JsonText;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Agents as people of their organisation see them. The fields of the content are those of a
/// request that stores it.
final class AgentViews {
  private AgentViews() {}

  /// A line of the list.
  ///
  /// @param isDefault whether sessions that name no agent have it
  static ObjectNode line(
      AgentRef ref, String company, AgentPresentation shown, boolean isOwn, boolean isDefault) {
    var json = head(ref, isOwn).put("default", isDefault).put("company", company);
    var languages = json.putArray("languages");
    shown.texts().forEach(texts -> languages.add(texts.language()));
    return json;
  }

  private static ObjectNode head(AgentRef ref, boolean isOwn) {
    return JsonText.object().put("id", ref.id()).put("version", ref.version()).put("own", isOwn);
  }

  /// A version that the organisation has written.
  static ObjectNode own(Version version) {
    var content = version.content();
    var json = head(version.ref(), true).put("writtenAt", JsonText.time(version.at()));
    content(json, content.company(), content.presentation(), content.tools(), collections(content));
    content.instructions().ifPresent(text -> json.put("instructions", text));
    content.spokenInstructions().ifPresent(text -> json.put("spokenInstructions", text));
    content.model().ifPresent(name -> json.put("model", name));
    return json;
  }

  private static List<String> collections(AgentContent content) {
    return content.collections().stream().sorted().toList();
  }

  /// The installation's agent, without its prompts: stored as it is, it keeps them.
  static ObjectNode ofInstallation(AgentDefinition agent) {
    var json = head(agent.ref(), false);
    content(
        json,
        agent.company(),
        agent.presentation(),
        agent.tools(),
        agent.collections().stream().sorted().toList());
    return json;
  }

  private static void content(
      ObjectNode json,
      String company,
      AgentPresentation shown,
      Collection<String> tools,
      Collection<String> collections) {
    json.put("company", company);
    var languages = json.putArray("languages");
    var texts = json.putObject("texts");
    for (var each : shown.texts()) {
      languages.add(each.language());
      texts.set(each.language(), texts(each));
    }
    json.putObject("theme")
        .put("accent", shown.theme().accent())
        .put("accentDark", shown.theme().accentDark());
    var toolNames = json.putArray("tools");
    tools.forEach(toolNames::add);
    var collectionNames = json.putArray("collections");
    collections.forEach(collectionNames::add);
  }

  private static ObjectNode texts(Texts texts) {
    var json = JsonText.object();
    texts.greeting().ifPresent(text -> json.put("greeting", text));
    json.put("title", texts.title());
    var suggestions = json.putArray("suggestions");
    texts.suggestions().forEach(suggestions::add);
    texts.opening().ifPresent(text -> json.put("opening", text));
    texts.menu().ifPresent(menu -> json.set("menu", menu(menu)));
    if (!texts.asks().isEmpty()) {
      var asks = json.putArray("asks");
      for (var each : texts.asks()) asks.add(asked(each));
    }
    return json;
  }

  private static ObjectNode asked(AskedFor asked) {
    var json = JsonText.object();
    var words = json.putArray("words");
    asked.words().forEach(words::add);
    json.put("expects", Expectation.kind(asked.expected()));
    if (asked.expected() instanceof Expectation.Digits(int least, int most)) {
      if (least > 1) json.put("least", least);
      if (most < Expectation.Digits.MOST) json.put("most", most);
    }
    return json;
  }

  private static ObjectNode menu(KeyMenu menu) {
    var json = JsonText.object().put("prompt", menu.prompt());
    var keys = json.putObject("keys");
    menu.keys().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(key -> choice(keys.putObject(key.getKey().toString()), key.getValue()));
    return json;
  }

  private static void choice(ObjectNode key, KeyMenu.Choice choice) {
    switch (choice) {
      case KeyMenu.Words(var text) -> key.put("say", text);
      case KeyMenu.Transfer(var target) -> key.put("transfer", target);
      case KeyMenu.Repeat _ -> key.put("repeat", true);
    }
  }

  static ObjectNode versions(List<Listed> versions) {
    var json = JsonText.object();
    var all = json.putArray("versions");
    for (var each : versions)
      all.add(
          JsonText.object()
              .put("version", each.version())
              .put("by", each.by())
              .put("at", JsonText.time(each.at())));
    return json;
  }
}
