package io.parley.persistence.agent;

import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.KeyMenu;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Contents of agents for tests.
final class Contents {
  private static final Theme THEME = new Theme("#2f6f4f", "#7fd1a5");

  private Contents() {}

  /// With every field.
  static AgentContent whole() {
    var menu =
        new KeyMenu(
            "Drücken Sie 1, 2 oder *.",
            Map.of(
                '1', new KeyMenu.Words("Eine Frage."),
                '2', new KeyMenu.Transfer("sales"),
                '*', new KeyMenu.Repeat()));
    var german =
        new Texts(
            "de",
            Optional.of("Hallo!"),
            "Wie können wir helfen?",
            List.of("Wo ist meine Bestellung?"),
            Optional.of("Hier ist der Laden."),
            Optional.of(menu));
    return new AgentContent(
        "Acme",
        new AgentPresentation(
            List.of(german, new Texts("pt-BR", Optional.empty(), "Como ajudar?", List.of())),
            THEME),
        Optional.of("You help customers of {{company}}."),
        Optional.of("Speak slowly."),
        List.of("kb.search", "create_ticket"),
        Set.of("faq", "default"));
  }

  /// With as few as possible.
  static AgentContent of(String company) {
    return new AgentContent(
        company,
        new AgentPresentation(
            List.of(new Texts("en", Optional.empty(), "How can we help?", List.of())), THEME),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Set.of());
  }
}
