package io.parley.voice.sip.message;

import java.util.Optional;

/// A name, a URI and parameters: From, To, Contact, Route and their kind (RFC 3261, section 20.10).
///
/// @param display the name that people see, without quotes; empty when there is none
public record Address(String display, Uri uri, Params params) {
  public Address(Uri uri) {
    this("", uri, Params.NONE);
  }

  static Address read(Scan in) {
    if (in.isNext('"')) {
      var display = Params.unquoted(in.quoted());
      if (!in.isNext('<')) throw in.expected("'<'");
      return new Address(display, bracketed(in), in.params());
    }
    var words = in.wordsBeforeBracket();
    if (words != null) return new Address(words, bracketed(in), in.params());
    return new Address("", bare(in), in.params());
  }

  /// Of Route and Record-Route, where the brackets are not optional.
  static Address readBracketed(Scan in) {
    var words = in.isNext('"') ? Params.unquoted(in.quoted()) : in.wordsBeforeBracket();
    if (words == null || !in.isNext('<')) throw in.expected("'<'");
    return new Address(words, bracketed(in), in.params());
  }

  /// `*` too.
  static Address readContact(Scan in) {
    if (!in.take('*')) return read(in);
    if (!in.isAtEnd()) throw in.expected("nothing after '*'");
    return new Address(new OtherUri("*"));
  }

  private static Uri bracketed(Scan in) {
    return Uri.parse(in.bracketed(), in.limits());
  }

  /// A question mark would be ambiguous without brackets (RFC 3261, section 20).
  private static Uri bare(Scan in) {
    var text = in.bare();
    if (text.indexOf('?') >= 0) throw in.expected("brackets around a URI with '?'");
    return Uri.parse(text, in.limits());
  }

  /// Of a dialog's end (RFC 3261, section 19.3).
  public Optional<String> tag() {
    return params.value("tag").filter(tag -> !tag.isEmpty());
  }

  public Address withTag(String tag) {
    return new Address(display, uri, params.with("tag", tag));
  }

  public Address withoutParams() {
    return new Address(display, uri, Params.NONE);
  }

  @Override
  public String toString() {
    var name = display.isEmpty() ? "" : Params.quoted(display) + " ";
    return uri instanceof OtherUri(var text) && text.equals("*")
        ? text
        : name + "<" + uri + ">" + params;
  }
}
