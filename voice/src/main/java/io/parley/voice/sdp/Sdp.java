package io.parley.voice.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A session description (RFC 8866), as far as needed here: its origin, its attributes, and its
/// media with theirs. Parsed once from the front; every value is validated.
///
/// @param origin the value of `o=`; empty when there is none
/// @param connection the value of `c=` for media without one; empty when there is none
public record Sdp(String origin, String connection, List<Attribute> attributes, List<Media> media) {
  /// A word between two blanks: visible characters only, without line ends (RFC 8866, section 9).
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,256}");

  private static final int FORMATS_MAX = 128;

  /// A line that begins with `a=`.
  ///
  /// @param value empty when there is none
  public record Attribute(String name, String value) {}

  /// A line that begins with `m=`, and those below it.
  ///
  /// @param connection the value of its own `c=`; empty when it has none
  public record Media(
      String kind,
      int port,
      String protocol,
      List<String> formats,
      String connection,
      List<Attribute> attributes) {
    public Optional<String> attribute(String name) {
      return first(attributes, name);
    }

    Media at(String connection) {
      return new Media(kind, port, protocol, formats, connection, attributes);
    }

    public boolean has(String name) {
      return attribute(name).isPresent();
    }
  }

  /// @throws SdpRefused when it is invalid, or too large
  public static Sdp parse(String text, SdpLimits limits) {
    if (text.length() > limits.bytesMax())
      throw SdpRefused.expected("length", text.length(), "at most " + limits.bytesMax());
    var session = new ArrayList<Attribute>();
    var media = new ArrayList<Media>();
    var attributes = session;
    var origin = "";
    var connection = "";
    int number = 0;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      if (end < 0) end = text.length();
      var line = text.substring(at, end).stripTrailing();
      at = end + 1;
      if (++number > limits.linesMax())
        throw SdpRefused.expected("lines", "more", "at most " + limits.linesMax());
      if (line.length() < 2 || line.charAt(1) != '=')
        throw SdpRefused.expected("line " + number, "no type", "a letter and =");
      if (line.charAt(0) == 'm') {
        if (media.size() == limits.mediaMax())
          throw SdpRefused.expected("media", "more", "at most " + limits.mediaMax());
        attributes = new ArrayList<>();
        media.add(media(line.substring(2), number, attributes));
      } else if (line.charAt(0) == 'a') attributes.add(attribute(line.substring(2)));
      else if (line.charAt(0) == 'o' && media.isEmpty()) origin = line.substring(2);
      else if (line.charAt(0) == 'c' && media.isEmpty()) connection = line.substring(2);
      else if (line.charAt(0) == 'c') media.add(media.removeLast().at(line.substring(2)));
    }
    return new Sdp(origin, connection, session, media);
  }

  private static Media media(String text, int number, List<Attribute> attributes) {
    var words = text.split(" ", FORMATS_MAX + 4);
    if (words.length < 4 || words.length > FORMATS_MAX + 3)
      throw SdpRefused.expected(
          "line " + number, words.length + " words", "media, port, protocol and formats");
    for (var word : words)
      if (!TOKEN.matcher(word).matches())
        throw SdpRefused.expected("line " + number, "unreadable", "words of visible letters");
    int port = number("port in line " + number, words[1], 65_535);
    return new Media(
        words[0], port, words[2], List.of(words).subList(3, words.length), "", attributes);
  }

  private static Attribute attribute(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Attribute(text, "")
        : new Attribute(text.substring(0, colon), text.substring(colon + 1));
  }

  public static int number(String what, String text, int most) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; digits && i < text.length(); i++)
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    int value = digits ? Integer.parseInt(text) : -1;
    if (value < 0 || value > most)
      throw SdpRefused.expected(what, digits ? value : "no number", "0 to " + most);
    return value;
  }

  /// The value of `c=` that holds for a medium; empty when there is none.
  public String connection(Media of) {
    return of.connection.isEmpty() ? connection : of.connection;
  }

  /// An attribute of one media section, or of the session.
  public Optional<String> attribute(Media of, String name) {
    return of.attribute(name).or(() -> first(attributes, name));
  }

  /// The same for attributes that may be repeated.
  public List<String> attributes(Media of, String name) {
    var values = all(of.attributes, name);
    return values.isEmpty() ? all(attributes, name) : values;
  }

  public static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  public static Optional<String> first(List<Attribute> attributes, String name) {
    for (var attribute : attributes)
      if (attribute.name.equals(name)) return Optional.of(attribute.value);
    return Optional.empty();
  }

  private static List<String> all(List<Attribute> attributes, String name) {
    return attributes.stream()
        .filter(attribute -> attribute.name.equals(name))
        .map(Attribute::value)
        .toList();
  }
}
