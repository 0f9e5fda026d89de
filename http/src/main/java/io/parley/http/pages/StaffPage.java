package io.parley.http.pages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page for people of the company: one frame for all, in which each has a title, an element with
/// its script, and styles.
///
/// @param title until the script sets it in the reader's language
/// @param script in the directory of the pages, and so are the styles
record StaffPage(String address, String title, String script, String element, List<String> styles) {
  /// In the directory of the pages; is no page itself.
  static final String FRAME = "ui/staff-page.html";

  private static final String CARDS = "tools/sources.css";
  private static final String FORMS = "ui/forms.css";
  private static final String SOUNDS = "recordings/recordings.css";
  private static final String CALLS = "recordings/recorded-calls.css";

  /// For people who prove themselves, and their organisations.
  private static final List<StaffPage> OF_PERSONS =
      List.of(
          ofPerson("/sign-in", "Sign in", "account/sign-in"),
          ofPerson("/sign-up", "Register a company", "account/sign-up"),
          ofPerson("/link", "Your link", "account/link"),
          ofPerson("/forgot", "Set a new password", "account/forgot"),
          ofPerson("/reset", "Set a new password", "account/reset"),
          ofPerson("/account", "Your account", "account/account"),
          ofPerson("/organisation", "Organisation", "organisation/organisation"),
          ofPerson("/agents", "Agents", "agents/agents", "agents/agents.css"),
          ofPerson("/usage", "Usage", "usage/usage", "usage/usage.css"),
          ofPerson("/organisations", "Organisations", "organisations/organisations"));

  /// For the work with sessions, and what they need.
  private static final List<StaffPage> OF_WORK =
      List.of(
          page("/knowledge", "Knowledge", "knowledge/editor"),
          page("/tools", "Tools", "tools/sources", CARDS),
          page("/approvals", "Consent", "approvals/approvals", CARDS, "approvals/approvals.css"),
          page("/recordings", "Recordings", "recordings/recordings", CARDS, SOUNDS, CALLS),
          page(
              "/conversation",
              "Conversation",
              "conversation/conversation",
              CARDS,
              SOUNDS,
              CALLS,
              "conversation/conversation.css"),
          page("/api-keys", "API keys", "api-keys/api-keys", CARDS, FORMS));

  /// The parts of all pages, for everybody who makes or looks at them.
  private static final StaffPage DESIGN =
      ofPerson("/design", "Design", "design/design", "usage/usage.css", CALLS, "design/design.css");

  StaffPage {
    styles = List.copyOf(styles);
  }

  static List<StaffPage> all() {
    return Stream.of(OF_WORK, OF_PERSONS, List.of(DESIGN)).flatMap(List::stream).toList();
  }

  private static StaffPage ofPerson(String address, String title, String script, String... styles) {
    var all =
        Stream.concat(Stream.of(CARDS, FORMS, "ui/person-page.css"), Stream.of(styles))
            .toArray(String[]::new);
    return page(address, title, script, all);
  }

  /// @param script without its ending; the element is named for the address
  private static StaffPage page(String address, String title, String script, String... styles) {
    return new StaffPage(
        address, title, script + ".js", "parley-" + address.substring(1), List.of(styles));
  }

  /// @param frame the text of [#FRAME]; @param importMap of the chat page
  WebFile file(String frame, String importMap) {
    var html =
        frame
            .replace("{{title}}", title)
            .replace("{{styles}}", links())
            .replace("{{importmap}}", importMap)
            .replace("{{script}}", "/" + script)
            .replace("{{element}}", element);
    return WebFile.of(
        FRAME, html.getBytes(StandardCharsets.UTF_8), List.of(PagePolicy.holding(html)));
  }

  private String links() {
    return styles.stream()
        .map(style -> "<link rel=\"stylesheet\" href=\"/%s\" />".formatted(style))
        .collect(Collectors.joining("\n    "));
  }
}
