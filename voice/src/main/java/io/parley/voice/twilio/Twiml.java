package io.parley.voice.twilio;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Answers to Twilio's webhook: TwiML, a small XML. Texts are escaped; characters that XML 1.0 does
/// not allow are left out.
public final class Twiml {
  /// The media type of an answer.
  public static final String TYPE = "text/xml";

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";

  /// Regions of languages whose own name is none of theirs (CLDR, likely subtags).
  private static final Map<String, String> REGIONS =
      Map.ofEntries(
          Map.entry("ca", "ES"),
          Map.entry("cs", "CZ"),
          Map.entry("da", "DK"),
          Map.entry("el", "GR"),
          Map.entry("en", "US"),
          Map.entry("he", "IL"),
          Map.entry("hi", "IN"),
          Map.entry("ja", "JP"),
          Map.entry("ko", "KR"),
          Map.entry("nb", "NO"),
          Map.entry("sv", "SE"),
          Map.entry("uk", "UA"),
          Map.entry("vi", "VN"),
          Map.entry("zh", "CN"));

  private Twiml() {}

  /// Connects the call with a WebSocket for its sound, in both directions.
  ///
  /// @param url `wss://…`, without a query: Twilio does not send one
  public static String stream(String url, Map<String, String> parameters) {
    return response(
        "<Connect><Stream%s>%s</Stream></Connect>"
            .formatted(attribute("url", url), parameters(parameters)));
  }

  /// Connects the call with a WebSocket for its text: Twilio listens and speaks.
  ///
  /// @param action asked what follows; gets the hand-off data
  /// @param attributes of the noun, such as `language`; empty ones are left out
  public static String relay(
      String action, String url, Map<String, String> attributes, Map<String, String> parameters) {
    var all = new StringBuilder(attribute("url", url));
    new LinkedHashMap<>(attributes)
        .forEach((name, value) -> all.append(value.isEmpty() ? "" : attribute(name, value)));
    return response(
        "<Connect%s><ConversationRelay%s>%s</ConversationRelay></Connect>"
            .formatted(attribute("action", action), all, parameters(parameters)));
  }

  /// The call is not answered, and costs nothing.
  ///
  /// @param busy whether the caller may try again; otherwise the number is not in service
  public static String reject(boolean busy) {
    return response("<Reject reason=\"%s\"/>".formatted(busy ? "busy" : "rejected"));
  }

  /// Connects the caller with a number.
  ///
  /// @param callerId that is shown there
  public static String dial(String number, Optional<String> callerId) {
    return response(
        "<Dial%s>%s</Dial>"
            .formatted(callerId.map(id -> attribute("callerId", id)).orElse(""), escaped(number)));
  }

  /// The same, with the caller's own number.
  ///
  /// @param action asked what follows when that call is over, or did not come about
  public static String dialReturning(String number, String action) {
    return response("<Dial%s>%s</Dial>".formatted(attribute("action", action), escaped(number)));
  }

  /// Speaks a text, and then asks what follows.
  ///
  /// @param language with a region, see [#region]
  /// @param next asked when all of it was spoken
  public static String say(String text, String language, String next) {
    return response(
        "<Say%s>%s</Say><Redirect%s>%s</Redirect>"
            .formatted(
                attribute("language", language),
                escaped(text),
                attribute("method", "POST"),
                escaped(next)));
  }

  /// The same language as Twilio names it: its voices have regions.
  ///
  /// @param language a BCP 47 tag
  public static String region(String language) {
    if (language.contains("-")) return language;
    return language + "-" + REGIONS.getOrDefault(language, language.toUpperCase(Locale.ROOT));
  }

  public static String hangUp() {
    return response("<Hangup/>");
  }

  private static String response(String verbs) {
    return HEAD + verbs + "</Response>";
  }

  private static String parameters(Map<String, String> parameters) {
    var all = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            all.append(
                "<Parameter%s%s/>".formatted(attribute("name", name), attribute("value", value))));
    return all.toString();
  }

  private static String attribute(String name, String value) {
    return " %s=\"%s\"".formatted(name, escaped(value));
  }

  private static String escaped(String text) {
    var xml = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\'' -> xml.append("&apos;");
                case '\n', '\r', '\t' -> xml.append(' ');
                default -> {
                  boolean isAllowed =
                      c >= 0x20 && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff;
                  if (isAllowed) xml.appendCodePoint(c);
                }
              }
            });
    return xml.toString();
  }
}
