package io.parley.tools.mcp.oauth;

import io.parley.tools.mcp.http.Credentials;
import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.http.HttpSender.Answer;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.source.Background;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.SourceTokens;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tokens of a sign-in, which all nodes share. One of them renews, with a reservation in the
/// database: a refresh token that two nodes use counts as stolen (RFC 9700, section 4.14.2).
public final class SignedIn implements Credentials {
  /// The message to an operator while there is no token.
  public static final String NEEDED = "it needs a sign-in by an operator";

  private static final Logger LOG = LoggerFactory.getLogger(SignedIn.class);
  private static final Duration CLAIM = Duration.ofSeconds(40);
  private static final Duration RENEWAL = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int SCOPES_MAX = 50;
  private static final int SCOPE_MAX = 200;

  private final URI mcp;
  private final OAuthSettings settings;
  private final SourceTokens tokens;
  private final Documents documents;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  // of nothing: it gives waiting an end by interruption
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile Optional<Grant> known = Optional.empty();

  /// @param mcp the address of the MCP server
  public SignedIn(
      URI mcp,
      OAuthSettings settings,
      SourceTokens tokens,
      HttpSender sender,
      InstantSource clock) {
    this.mcp = mcp;
    this.settings = settings;
    this.tokens = tokens;
    this.documents = new Documents(sender);
    this.clock = clock;
  }

  @Override
  public Map<String, String> headers(Deadline deadline) throws McpFailure, InterruptedException {
    var now = known;
    if (now.isPresent() && !now.get().isOld(clock.instant())) return header(now.get());
    return header(current(Optional.empty(), deadline));
  }

  private static Map<String, String> header(Grant grant) {
    return Map.of("Authorization", "Bearer " + grant.access());
  }

  @Override
  public boolean renew(Map<String, String> used, Answer refused, Deadline deadline)
      throws McpFailure, InterruptedException {
    if (refused.status() == 403) {
      want(Challenge.of(refused.header("WWW-Authenticate")));
      return false;
    }
    current(Optional.of(used), deadline);
    return true;
  }

  /// The token stays: it is good for all that was possible before.
  private void want(Challenge challenge) throws McpFailure {
    if (!challenge.get("error").orElse("").equals("insufficient_scope")) return;
    var wanted = new TreeSet<>(Scopes.of(challenge.get("scope").orElse("")));
    known.ifPresent(grant -> wanted.removeAll(grant.scopes()));
    if (wanted.isEmpty()
        || wanted.size() > SCOPES_MAX
        || wanted.stream().anyMatch(scope -> scope.length() > SCOPE_MAX)) return;
    if (stored(() -> tokens.want(List.copyOf(wanted))))
      LOG.warn("{} wants further scopes: an operator has to sign in again", tokens.source());
  }

  /// A token that is not the refused one, renewed if need be.
  private Grant current(Optional<Map<String, String>> refused, Deadline deadline)
      throws McpFailure, InterruptedException {
    looking.lockInterruptibly();
    try {
      while (true) {
        var held = stored(tokens::find).orElseThrow(SignedIn::needed);
        if (held.isRefused()) throw needed();
        var grant = Grant.read(held.value(), mcp, settings);
        boolean isRefused = refused.filter(header(grant)::equals).isPresent();
        if (!isRefused && !grant.isOld(clock.instant())) {
          known = Optional.of(grant);
          return grant;
        }
        var claimed = stored(() -> tokens.claim(held.version(), CLAIM));
        if (claimed.isPresent()) return renewed(grant, claimed.get(), deadline);
        if (deadline.left().compareTo(LOOK) < 0) throw late();
        if (never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS))
          throw new IllegalStateException("nothing counts this down");
      }
    } catch (SourceFailure failure) {
      throw new McpFailure(Kind.UNREACHABLE, failure.getMessage(), failure);
    } finally {
      looking.unlock();
    }
  }

  /// Goes on to its end when the call is cancelled: the old refresh token may be used up.
  private Grant renewed(Grant old, long version, Deadline deadline)
      throws McpFailure, InterruptedException {
    var renewal =
        Background.run(
            "sign-in-" + tokens.source(), () -> renew(old, version, Deadline.in(RENEWAL)));
    try {
      return renewal.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof McpFailure failure)
        throw new McpFailure(failure.kind(), failure.getMessage(), failure);
      throw new McpFailure(Kind.UNREACHABLE, "the token could not be renewed", e.getCause());
    }
  }

  private Grant renew(Grant old, long version, Deadline deadline)
      throws McpFailure, InterruptedException {
    boolean isSettled = false;
    try {
      var form = new LinkedHashMap<String, String>();
      form.put("grant_type", "refresh_token");
      form.put("refresh_token", old.refresh().orElseThrow(SignedIn::needed));
      var token = old.party().token(documents, form, old.scopes(), old.refresh(), deadline);
      var fresh = Grant.of(old.party(), token, clock.instant());
      isSettled = true;
      // signed in or out meanwhile: this token is not the one to use
      if (!stored(() -> tokens.renewed(version, fresh.text(settings)))) throw late();
      known = Optional.of(fresh);
      return fresh;
    } catch (McpFailure failure) {
      if (failure.kind() != Kind.UNAUTHORIZED) throw failure;
      known = Optional.empty();
      isSettled = true;
      if (stored(() -> tokens.refused(version)))
        LOG.warn(
            "{} needs a new sign-in by an operator: {}", tokens.source(), failure.getMessage());
      throw needed();
    } finally {
      if (!isSettled) release(version);
    }
  }

  private void release(long version) {
    try {
      tokens.release(version);
    } catch (SourceFailure failure) {
      LOG.debug("a reservation ends by its time", failure);
    }
  }

  private interface Stored<T> {
    T get();
  }

  private static <T> T stored(Stored<T> what) throws McpFailure {
    try {
      return what.get();
    } catch (SourceFailure failure) {
      throw new McpFailure(Kind.UNREACHABLE, failure.getMessage(), failure);
    }
  }

  private static McpFailure needed() {
    return new McpFailure(Kind.UNAUTHORIZED, NEEDED);
  }

  private static McpFailure late() {
    return new McpFailure(Kind.UNREACHABLE, "the token is not renewed yet");
  }
}
