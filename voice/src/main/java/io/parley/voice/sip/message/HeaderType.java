package io.parley.voice.sip.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A header whose values have a type: how it is called, how often it may come, and how a value is
/// read. A value is written by its `toString`.
public final class HeaderType<T> {
  static final long SECONDS_MAX = 0xffff_ffffL;

  private static final int LONGEST_NAME = 32;

  private enum Occurs {
    /// A second one is an error.
    ONCE,
    /// Several lines, and several values in a line, with commas between them.
    LIST,
    /// Several lines, each with one value, whose commas mean something else.
    LINES
  }

  private static final Map<String, HeaderType<?>> BY_NAME = new HashMap<>();

  public static final HeaderType<Via> VIA = list("Via", "v", Via::read);
  public static final HeaderType<Address> FROM = once("From", "f", Address::read);
  public static final HeaderType<Address> TO = once("To", "t", Address::read);
  public static final HeaderType<String> CALL_ID =
      once("Call-ID", "i", in -> in.word(Chars.CALL_ID, "a word"));
  public static final HeaderType<CSeq> CSEQ = once("CSeq", "", CSeq::read);
  public static final HeaderType<Address> CONTACT = list("Contact", "m", Address::readContact);
  public static final HeaderType<Address> ROUTE = list("Route", "", Address::readBracketed);
  public static final HeaderType<Address> RECORD_ROUTE =
      list("Record-Route", "", Address::readBracketed);
  public static final HeaderType<Long> MAX_FORWARDS =
      once("Max-Forwards", "", in -> in.number(255));
  public static final HeaderType<MediaType> CONTENT_TYPE =
      once("Content-Type", "c", MediaType::read);
  public static final HeaderType<Long> CONTENT_LENGTH =
      once("Content-Length", "l", in -> in.number(Integer.MAX_VALUE));
  public static final HeaderType<String> ALLOW = list("Allow", "", Scan::token);
  public static final HeaderType<String> SUPPORTED = list("Supported", "k", Scan::token);
  public static final HeaderType<String> REQUIRE = list("Require", "", Scan::token);
  public static final HeaderType<String> PROXY_REQUIRE = list("Proxy-Require", "", Scan::token);
  public static final HeaderType<String> UNSUPPORTED = list("Unsupported", "", Scan::token);
  public static final HeaderType<Long> RSEQ = once("RSeq", "", in -> in.number(SECONDS_MAX));
  public static final HeaderType<RAck> RACK = once("RAck", "", RAck::read);
  public static final HeaderType<Valued<Long>> SESSION_EXPIRES =
      once("Session-Expires", "x", Valued::readSeconds);
  public static final HeaderType<Valued<Long>> MIN_SE = once("Min-SE", "", Valued::readSeconds);
  public static final HeaderType<Address> REFER_TO = once("Refer-To", "r", Address::read);
  public static final HeaderType<Address> REFERRED_BY = once("Referred-By", "b", Address::read);
  public static final HeaderType<Replaces> REPLACES = once("Replaces", "", Replaces::read);
  public static final HeaderType<Valued<String>> EVENT = once("Event", "o", Valued::readToken);
  public static final HeaderType<Valued<String>> SUBSCRIPTION_STATE =
      once("Subscription-State", "", Valued::readToken);
  public static final HeaderType<Credentials> WWW_AUTHENTICATE =
      lines("WWW-Authenticate", Credentials::read);
  public static final HeaderType<Credentials> PROXY_AUTHENTICATE =
      lines("Proxy-Authenticate", Credentials::read);
  public static final HeaderType<Credentials> AUTHORIZATION =
      lines("Authorization", Credentials::read);
  public static final HeaderType<Credentials> PROXY_AUTHORIZATION =
      lines("Proxy-Authorization", Credentials::read);

  /// The way that requests take from a registered end (RFC 3608).
  public static final HeaderType<Address> SERVICE_ROUTE =
      list("Service-Route", "", Address::readBracketed);

  // without these a message still means the same: a malformed one is not refused, but passed over
  public static final HeaderType<Long> EXPIRES =
      advice(once("Expires", "", in -> in.saturated(SECONDS_MAX)));
  public static final HeaderType<Long> MIN_EXPIRES =
      advice(once("Min-Expires", "", in -> in.saturated(SECONDS_MAX)));

  /// How often an end wants a ping over the connection of a registration (RFC 5626, section 10).
  public static final HeaderType<Long> FLOW_TIMER =
      advice(once("Flow-Timer", "", in -> in.saturated(SECONDS_MAX)));

  /// The caller as the network knows them (RFC 3325, section 9.1).
  public static final HeaderType<Address> P_ASSERTED_IDENTITY =
      advice(list("P-Asserted-Identity", "", Address::read));

  public static final HeaderType<RetryAfter> RETRY_AFTER =
      advice(once("Retry-After", "", RetryAfter::read));
  public static final HeaderType<Warning> WARNING = advice(list("Warning", "", Warning::read));
  public static final HeaderType<Valued<String>> REASON =
      advice(list("Reason", "", Valued::readToken));
  public static final HeaderType<String> TIMESTAMP = advice(once("Timestamp", "", Scan::rest));
  public static final HeaderType<String> USER_AGENT = advice(once("User-Agent", "", Scan::rest));
  public static final HeaderType<String> SERVER = advice(once("Server", "", Scan::rest));

  /// Short names (RFC 3261, section 7.3.3, and later ones) of headers without a type here.
  private static final Map<String, String> OTHER_SHORT_NAMES =
      Map.of(
          "a", "Accept-Contact",
          "d", "Request-Disposition",
          "e", "Content-Encoding",
          "j", "Reject-Contact",
          "n", "Identity-Info",
          "s", "Subject",
          "u", "Allow-Events",
          "y", "Identity");

  private final String name;
  private final Occurs occurs;
  private final Function<Scan, T> reader;
  private boolean isAdvice;

  private HeaderType(String name, String shortName, Occurs occurs, Function<Scan, T> reader) {
    this.name = name;
    this.occurs = occurs;
    this.reader = reader;
    BY_NAME.put(name.toLowerCase(Locale.ROOT), this);
    if (!shortName.isEmpty()) BY_NAME.put(shortName, this);
  }

  private static <T> HeaderType<T> once(String name, String shortName, Function<Scan, T> reader) {
    return new HeaderType<>(name, shortName, Occurs.ONCE, reader);
  }

  private static <T> HeaderType<T> list(String name, String shortName, Function<Scan, T> reader) {
    return new HeaderType<>(name, shortName, Occurs.LIST, reader);
  }

  private static <T> HeaderType<T> lines(String name, Function<Scan, T> reader) {
    return new HeaderType<>(name, "", Occurs.LINES, reader);
  }

  private static <T> HeaderType<T> advice(HeaderType<T> type) {
    type.isAdvice = true;
    return type;
  }

  static Optional<HeaderType<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(key(name)));
  }

  /// The usual spelling of a known header's name; others are unchanged.
  static String fullName(String name) {
    var key = key(name);
    var type = BY_NAME.get(key);
    return type == null ? OTHER_SHORT_NAMES.getOrDefault(key, name) : type.name;
  }

  /// Longer names are none of these.
  private static String key(String name) {
    return name.length() > LONGEST_NAME ? "" : name.toLowerCase(Locale.ROOT);
  }

  public String name() {
    return name;
  }

  boolean isOnce() {
    return occurs == Occurs.ONCE;
  }

  boolean isAdvice() {
    return isAdvice;
  }

  /// Counts one line's values, which may be none.
  ///
  /// @throws Malformed if it is not well formed; malformed advice counts as nothing
  int check(String text, MessageLimits limits) {
    var values = new ArrayList<T>();
    try {
      read(text, limits, values);
      return values.size();
    } catch (Malformed e) {
      if (isAdvice) return 0;
      throw e;
    }
  }

  /// Reads one line's values.
  ///
  /// @param into gets them
  /// @throws Malformed if it is not well formed, or `into` has too many values then
  void read(String text, MessageLimits limits, List<T> into) {
    var scan = new Scan(name, text, limits);
    // a list may be empty, as in `Supported:`
    if (occurs == Occurs.LIST && scan.isAtEnd()) return;
    do {
      if (into.size() == limits.valuesMax()) throw Malformed.tooMany(name, limits.valuesMax());
      into.add(reader.apply(scan));
    } while (occurs == Occurs.LIST && scan.take(','));
    scan.expectEnd();
  }
}
