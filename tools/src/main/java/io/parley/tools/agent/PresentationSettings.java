package io.parley.tools.agent;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.util.ArrayList;
import java.util.Optional;

/// The agent as customers see it: `languages`, `texts`, `greeting` and `theme` of section
/// `parley.agent`.
final class PresentationSettings {
  private PresentationSettings() {}

  static AgentPresentation from(Section agent) {
    var languages = agent.texts("languages");
    if (languages.isEmpty())
      throw Expect.wrong(agent.name("languages"), "none", "one language at least, such as en");
    var all = agent.section("texts");
    var texts = new ArrayList<Texts>();
    for (var language : languages) {
      if (!AgentPresentation.isLanguage(language))
        throw Expect.wrong(agent.name("languages"), language, "tags such as en or pt-BR");
      texts.add(texts(language, all.section(language)));
    }
    agent.textIfAny("greeting").ifPresent(greeting -> texts.set(0, greet(texts.get(0), greeting)));
    var distinct = texts.stream().map(Texts::language).distinct().count();
    if (distinct < texts.size())
      throw Expect.wrong(
          agent.name("languages"), String.join(", ", languages), "each language once");
    return new AgentPresentation(texts, theme(agent.section("theme")));
  }

  private static Texts texts(String language, Section section) {
    var title = section.text("title");
    Expect.notBlank(section.name("title"), title);
    var suggestions = section.texts("suggestions");
    for (var suggestion : suggestions) Expect.notBlank(section.name("suggestions"), suggestion);
    var opening = section.textIfAny("opening");
    if (opening.filter(words -> words.length() > Texts.OPENING_MAX).isPresent())
      throw Expect.wrong(
          section.name("opening"),
          opening.get().length() + " characters",
          Texts.OPENING_MAX + " at most");
    return new Texts(
        language,
        section.textIfAny("greeting"),
        title,
        suggestions,
        opening,
        MenuSettings.from(section),
        AskedForSettings.from(section));
  }

  private static Texts greet(Texts texts, String greeting) {
    return new Texts(
        texts.language(),
        Optional.of(greeting),
        texts.title(),
        texts.suggestions(),
        texts.opening(),
        texts.menu(),
        texts.asks());
  }

  private static Theme theme(Section section) {
    return new Theme(colour(section, "accent"), colour(section, "accent-dark"));
  }

  private static String colour(Section section, String key) {
    var value = section.text(key);
    if (!Theme.isColour(value)) throw Expect.wrong(section.name(key), value, "#rrggbb");
    return value;
  }
}
