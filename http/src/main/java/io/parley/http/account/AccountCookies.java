package io.parley.http.account;

import io.parley.core.mail.MailLanguages;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.tool.PublicAddress;
import io.parley.identity.account.Challenges;
import io.parley.identity.account.Place;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;

/// The cookies of a browser (RFC 6265): the refresh token of its sign-in, which scripts do not get,
/// the mark of an earlier sign-in, which gives no access, and the challenge for its passkey. Only
/// our own site has the browser send them (`SameSite=Strict`), and the first one goes to the calls
/// of sign-ins alone.
final class AccountCookies {
  static final String SIGN_IN = "parley_sign_in";
  static final String DEVICE = "parley_device";
  static final String PASSKEY = "parley_passkey";

  private static final String SIGN_IN_PATH = "/v1/sign-ins";
  private static final String DEVICE_PATH = "/v1";
  private static final String PASSKEY_PATH = "/v1/sign-ins/passkey";
  private static final String NEW_PASSKEY_PATH = "/v1/me/passkeys";

  /// The most that browsers keep one.
  private static final Duration DEVICE_LIFE = Duration.ofDays(400);

  private final PublicAddress address;
  private final Origins origins;
  private final Duration signInLife;

  /// @param origins for the check that a page of ours sent the request
  /// @param signInLife the longest life of a sign-in
  AccountCookies(PublicAddress address, Origins origins, Duration signInLife) {
    this.address = address;
    this.origins = origins;
    this.signInLife = signInLife;
  }

  /// The place of a request: its address, the mark of an earlier sign-in, not checked, and the
  /// language that its browser asks for. Never the name of a host: links in mails begin with the
  /// address of the settings.
  Place place(Call call) {
    return new Place(
        call.from(),
        sent(call, DEVICE),
        call.header("Accept-Language").flatMap(MailLanguages::wished));
  }

  /// The refresh token, which only pages of ours use.
  ///
  /// @throws ProblemException 403 for another page, or a request without an origin
  Optional<String> signIn(Call call) {
    var token = sent(call, SIGN_IN);
    if (token.isPresent()) requireOwnPage(call);
    return token;
  }

  /// No other page may have its visitors signed in.
  ///
  /// @throws ProblemException 403
  void requireOwnPage(Call call) {
    if (!origins.isOwnPage(call.request()))
      throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
  }

  HttpHeader ofSignIn(Call call, String token) {
    return set(call, SIGN_IN, token, SIGN_IN_PATH, signInLife);
  }

  HttpHeader ofDevice(Call call, String mark) {
    return set(call, DEVICE, mark, DEVICE_PATH, DEVICE_LIFE);
  }

  /// The challenge of a passkey, not checked. Browsers keep that of a sign-in and that of a new
  /// passkey for one path each.
  Optional<String> passkey(Call call) {
    return sent(call, PASSKEY);
  }

  HttpHeader ofPasskeySignIn(Call call, String challenge) {
    return set(call, PASSKEY, challenge, PASSKEY_PATH, Challenges.LASTS);
  }

  HttpHeader ofNewPasskey(Call call, String challenge) {
    return set(call, PASSKEY, challenge, NEW_PASSKEY_PATH, Challenges.LASTS);
  }

  /// Has the browser forget its sign-in.
  HttpHeader ended(Call call) {
    return set(call, SIGN_IN, "", SIGN_IN_PATH, Duration.ZERO);
  }

  private HttpHeader set(Call call, String name, String value, String path, Duration life) {
    var secure = address.isPlain(call) ? "" : "; Secure";
    return Replies.header(
        "Set-Cookie",
        "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s"
            .formatted(name, value, path, life.toSeconds(), secure));
  }

  /// A name that comes twice is none: a page of a subdomain may have set one of them.
  private static Optional<String> sent(Call call, String name) {
    List<String> values =
        StreamSupport.stream(call.request().getHeaders().spliterator(), false)
            .filter(header -> header.is("cookie"))
            .flatMap(header -> Arrays.stream(header.value().split(";", -1)))
            .map(String::strip)
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
