package io.parley.tools.agent;

import com.typesafe.config.ConfigUtil;
import io.parley.core.agent.KeyMenu;
import io.parley.core.agent.KeyMenu.Choice;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The menu of keys in the texts of one language.
final class MenuSettings {
  private static final Set<String> FIELDS = Set.of("say", "transfer", "repeat");

  private MenuSettings() {}

  /// @param texts of one language; without words and keys there is no menu
  static Optional<KeyMenu> from(Section texts) {
    if (texts.valueIfAny("menu").isEmpty()) return Optional.empty();
    var menu = texts.section("menu");
    var prompt = menu.wordIfAny("prompt");
    var keys = menu.valueIfAny("keys").map(_ -> choices(menu.section("keys"))).orElse(Map.of());
    if (prompt.isEmpty() && keys.isEmpty()) return Optional.empty();
    return Optional.of(named(menu.name(), () -> new KeyMenu(prompt.orElse(""), keys)));
  }

  private static Map<Character, Choice> choices(Section keys) {
    var choices = new HashMap<Character, Choice>();
    for (var key : keys.keys()) {
      if (key.length() != 1) throw Expect.wrong(keys.name(), key, "single keys: 0 to 9, or *");
      choices.put(key.charAt(0), choice(keys.section(ConfigUtil.quoteString(key))));
    }
    return choices;
  }

  private static Choice choice(Section key) {
    for (var field : key.keys()) Expect.oneOf(key.name(), field, FIELDS);
    if (key.keys().size() != 1)
      throw Expect.wrong(
          key.name(), key.keys().size() + " meanings", "one of say, transfer or repeat");
    return switch (key.keys().iterator().next()) {
      case "say" -> named(key.name(), () -> new KeyMenu.Words(key.word("say")));
      case "transfer" -> named(key.name(), () -> new KeyMenu.Transfer(key.word("transfer")));
      default -> {
        if (!key.flag("repeat")) throw Expect.wrong(key.name("repeat"), false, "true");
        yield new KeyMenu.Repeat();
      }
    };
  }

  static <T> T named(String section, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section + "." + e.getMessage(), e);
    }
  }
}
