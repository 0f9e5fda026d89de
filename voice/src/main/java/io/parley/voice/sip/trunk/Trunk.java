package io.parley.voice.sip.trunk;

import io.parley.core.setting.Expect;
import io.parley.outbound.guard.Cidr;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.dns.Locating.Query;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/// A way between a telephone network and this node: a provider, a telephone system, a gateway.
///
/// @param name of the operator's choice, for logs and metrics
/// @param peers from which its messages may come, beside the addresses of its hosts
/// @param target where calls out go; empty for a trunk that only brings calls
/// @param account where its other end asks for credentials
/// @param registration for other ends that must be told where this node is
/// @param checkEvery interval of OPTIONS to the target; zero for none
/// @param attests whether its word counts that a number is the caller's
/// @param own of a trunk that an organisation brings; empty for those of the configuration
public record Trunk(
    String name,
    List<Cidr> peers,
    Optional<Target> target,
    Optional<Account> account,
    Optional<Registration> registration,
    Limits limits,
    Duration checkEvery,
    boolean attests,
    Optional<OwnLine> own) {
  /// Our name at an end that knows no other one.
  public static final String NOBODY = "parley";

  /// Where requests go that begin something.
  ///
  /// @param host in request URIs, and the domain of From; resolved by RFC 3263 without a port
  /// @param transport empty to leave it to the host's records in the DNS
  /// @param path of a WebSocket, if it is to be one
  /// @param proxy to which all of them are sent instead
  /// @param redirects hosts, beside the target's own, to which a 3xx may lead
  /// @param patience for a first response, before the next address or trunk is tried
  /// @param srtp whether the sound of calls out is encrypted where their signalling is
  public record Target(
      HostPort host,
      Optional<Transport> transport,
      String path,
      Optional<HostPort> proxy,
      List<String> redirects,
      Duration patience,
      boolean srtp) {
    public Target {
      redirects = List.copyOf(redirects);
    }

    /// How one of its hosts is found.
    public Query query(HostPort of) {
      return new Query(of, transport, path);
    }
  }

  /// @param user of our address at the other end: From, To of REGISTER, and Contact
  /// @param login of the credentials, most often the same
  /// @param password secret
  /// @param algorithms with which the password may be proved
  public record Account(
      String user, String login, String password, List<DigestAlgorithm> algorithms) {
    public Account {
      algorithms = List.copyOf(algorithms);
    }

    /// Proves the password to the other end.
    public DigestClient digest() {
      return new DigestClient(login, password, algorithms);
    }

    /// Without the password.
    @Override
    public String toString() {
      return "Account[user=%s, login=%s, algorithms=%s]".formatted(user, login, algorithms);
    }
  }

  /// @param registrar the domain of the registration; resolved like a target
  /// @param expires what is asked for; the other end may shorten it
  public record Registration(HostPort registrar, Duration expires) {}

  /// @param priority for calls out: the lowest number first
  /// @param calls at once, in and out
  /// @param callsInPerSecond in; @param callsPerSecond out
  /// @param failures of calls out in a row, after which the trunk pauses
  /// @param pause for so long
  public record Limits(
      int priority,
      int calls,
      int callsInPerSecond,
      int callsPerSecond,
      int failures,
      Duration pause) {}

  /// Of our address at the other end.
  public String user() {
    return account.map(Account::user).orElse(NOBODY);
  }

  /// The level in the log: a wrong password or host of an organisation is no matter of the
  /// operator's.
  public Level trouble() {
    return own.isPresent() ? Level.INFO : Level.WARN;
  }

  /// One of the configuration.
  public Trunk(
      String name,
      List<Cidr> peers,
      Optional<Target> target,
      Optional<Account> account,
      Optional<Registration> registration,
      Limits limits,
      Duration checkEvery,
      boolean attests) {
    this(name, peers, target, account, registration, limits, checkEvery, attests, Optional.empty());
  }

  public Trunk {
    peers = List.copyOf(peers);
    if (registration.isPresent() && account.isEmpty())
      throw Expect.wrong(
          TrunkSettings.KEY + "." + name + ".user", "nothing", "the user that is registered");
    if (target.isEmpty() && peers.isEmpty())
      throw Expect.wrong(
          TrunkSettings.KEY + "." + name, "neither host nor peers", "one of them, or both");
  }
}
