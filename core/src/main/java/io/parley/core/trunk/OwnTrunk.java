package io.parley.core.trunk;

import io.parley.core.agent.AgentRef;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.setting.Expect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A trunk that an organisation brings, without its password: a line at a provider by SIP, at which
/// this installation registers.
///
/// The constructor throws [IllegalArgumentException] with a message that names the field and what
/// was expected.
///
/// @param host of the provider, by which it is found (RFC 3263): a name or an IPv4 address, with a
///   port if need be
/// @param user of the line's address there
/// @param login of the credentials; empty: the same as `user`
/// @param numbers that calls out show, the default one first; empty: none go out over it
/// @param answering of calls to numbers that say nothing of their own
public record OwnTrunk(
    String host,
    Transport transport,
    String user,
    Optional<String> login,
    List<PhoneNumber> numbers,
    Answering answering) {
  /// Of a name of 253 characters with its port.
  public static final int HOST_MAX = 259;

  public static final int USER_MAX = 100;
  public static final int NUMBERS_MAX = 50;

  /// The most characters of a password.
  public static final int PASSWORD_MAX = 200;

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::[1-9][0-9]{0,4})?");

  private static final Pattern USER =
      Pattern.compile("[A-Za-z0-9._+*#@-]{1,%d}".formatted(USER_MAX));

  private static final Pattern PASSWORD =
      Pattern.compile("[\\x20-\\x7e]{1,%d}".formatted(PASSWORD_MAX));

  private static final int PORT_MAX = 65_535;

  /// How the provider is reached.
  public enum Transport {
    /// As the host's records in the DNS say.
    DNS,
    UDP,
    TCP,
    TLS
  }

  /// The agent that answers.
  ///
  /// @param agent empty for the organisation's default one
  /// @param language a BCP 47 tag; empty for the agent's preferred one
  public record Answering(Optional<String> agent, Optional<String> language) {
    /// The default agent in its preferred language.
    public static final Answering DEFAULT = new Answering(Optional.empty(), Optional.empty());

    public Answering {
      agent.ifPresent(
          id -> Expect.that("agent", AgentRef.isId(id), "small letters, digits and hyphens"));
    }
  }

  public OwnTrunk {
    numbers = List.copyOf(numbers);
    Expect.that(
        "host",
        HOST.matcher(host).matches() && !host.contains("..") && port(host) <= PORT_MAX,
        "a name or an IPv4 address, and a port if need be");
    Expect.that("user", USER.matcher(user).matches(), "the user of the line's address");
    login.ifPresent(name -> Expect.that("login", isLogin(name), "visible ASCII characters"));
    Expect.that(
        "numbers",
        numbers.size() <= NUMBERS_MAX && Set.copyOf(numbers).size() == numbers.size(),
        "%d at most, each once".formatted(NUMBERS_MAX));
  }

  private static int port(String host) {
    int colon = host.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(host.substring(colon + 1));
  }

  private static boolean isLogin(String text) {
    return isPassword(text) && text.length() <= USER_MAX && text.indexOf('"') < 0;
  }

  /// Whether it can prove anything: printable ASCII characters.
  public static boolean isPassword(String text) {
    return PASSWORD.matcher(text).matches();
  }

  /// Whether both have the same line at the same provider, which may get the same password.
  public boolean isLineOf(OwnTrunk other) {
    return host.equals(other.host)
        && transport == other.transport
        && user.equals(other.user)
        && login.equals(other.login);
  }
}
