package io.parley.core.agent;

import io.parley.core.setting.Expect;
import io.parley.core.speech.AskedFor;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.regex.Pattern;

/// An agent's appearance to customers, and its greeting.
///
/// @param texts one for each language, the preferred one first; never empty
public record AgentPresentation(List<Texts> texts, Theme theme) {
  /// The longest supported language tag, in characters (RFC 5646, section 4.4.1).
  public static final int LANGUAGE_MAX = 35;

  /// An extended range without wildcards (RFC 4647); every language tag has this form.
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+");

  public AgentPresentation {
    texts = List.copyOf(texts);
    if (texts.isEmpty()) throw new IllegalArgumentException("texts: none (expected: ≥ 1 language)");
    var languages = new HashSet<String>();
    for (var text : texts)
      if (!languages.add(text.language()))
        throw new IllegalArgumentException("texts: %s twice".formatted(text.language()));
  }

  /// Texts in one language.
  ///
  /// @param language a BCP 47 tag in its canonical form: `de`, `pt-BR`
  /// @param greeting the agent's message when a session starts, if any
  /// @param title heading of an empty conversation; @param suggestions questions that customers may
  ///   want to ask
  /// @param opening its first words in a call that it places, in place of the greeting
  /// @param menu of keys, for telephone calls that come in
  /// @param asks words of its requests, and the kinds of answer that callers are then expected to
  ///   give
  public record Texts(
      String language,
      Optional<String> greeting,
      String title,
      List<String> suggestions,
      Optional<String> opening,
      Optional<KeyMenu> menu,
      List<AskedFor> asks) {
    /// The longest opening, in UTF-16 units.
    public static final int OPENING_MAX = 600;

    /// Without first words for telephones.
    public Texts(
        String language, Optional<String> greeting, String title, List<String> suggestions) {
      this(language, greeting, title, suggestions, Optional.empty(), Optional.empty());
    }

    /// Without words of requests: what is asked for is read by rules alone.
    public Texts(
        String language,
        Optional<String> greeting,
        String title,
        List<String> suggestions,
        Optional<String> opening,
        Optional<KeyMenu> menu) {
      this(language, greeting, title, suggestions, opening, menu, List.of());
    }

    public Texts {
      if (!isLanguage(language))
        throw new IllegalArgumentException("language of another form (expected: de, pt-BR …)");
      language = Locale.forLanguageTag(language).toLanguageTag();
      suggestions = List.copyOf(suggestions);
      asks = List.copyOf(asks);
      Expect.between("asks", asks.size(), 0, AskedFor.MOST);
      if (opening.filter(Texts::isNoOpening).isPresent())
        throw new IllegalArgumentException(
            "opening: %d characters (expected: 1 to %d)"
                .formatted(opening.get().strip().length(), OPENING_MAX));
    }

    private static boolean isNoOpening(String text) {
      return text.isBlank() || text.length() > OPENING_MAX;
    }
  }

  /// The company's colour as `#rrggbb`: for a light and a dark background.
  public record Theme(String accent, String accentDark) {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    public Theme {
      accent = colour("accent", accent);
      accentDark = colour("accentDark", accentDark);
    }

    public static boolean isColour(String text) {
      return COLOUR.matcher(text).matches();
    }

    private static String colour(String name, String value) {
      if (!isColour(value))
        throw new IllegalArgumentException(name + " of another form (expected: #rrggbb)");
      return value.toLowerCase(Locale.ROOT);
    }
  }

  /// Whether `text` has the form of a language tag.
  public static boolean isLanguage(String text) {
    return text.length() <= LANGUAGE_MAX && LANGUAGE.matcher(text).matches();
  }

  /// The texts in the language nearest to the requested one (lookup, RFC 4647, section 3.4: `de-AT`
  /// gets `de`), or else the preferred ones.
  ///
  /// @param language valid by [#isLanguage]
  public Texts in(String language) {
    var wanted = LanguageRange.parse(language);
    var tag = Locale.lookupTag(wanted, texts.stream().map(Texts::language).toList());
    return texts.stream()
        .filter(text -> text.language().equalsIgnoreCase(tag))
        .findFirst()
        .orElseGet(this::preferred);
  }

  public Texts preferred() {
    return texts.getFirst();
  }
}
