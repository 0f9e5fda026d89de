package io.parley.voice.telephony;

import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Requests to the API of one provider. Each is sent once: a failure says whether it may have had
/// its effect, and its sender decides. No address, no header and no word of an answer is in a
/// failure.
public final class ProviderApi {
  private static final int OK = 200;
  private static final int REDIRECT = 300;

  private final String provider;
  private final Codes codes;
  private final GuardedHttp http;
  private final Executor executor;

  /// Reads the provider's own number, or word, of an error.
  public interface Codes {
    /// @param status of HTTP; @param body of the answer, whatever it is
    /// @return may be empty; never a number of a person, and no sentence
    String code(int status, String body);
  }

  /// @param provider such as `twilio`
  /// @param executor runs requests, which block
  public ProviderApi(String provider, Codes codes, GuardedHttp http, Executor executor) {
    this.provider = provider;
    this.codes = codes;
    this.http = http;
    this.executor = executor;
  }

  /// @return the body of the answer; fails with [TelephonyFailure]
  public CompletionStage<String> send(GuardedRequest request) {
    return CompletableFuture.supplyAsync(() -> sent(request), executor);
  }

  /// Asks for something that may not be there any more.
  ///
  /// @param gone codes of errors which say that it is not
  /// @return the body of the answer; fails with [TelephonyFailure]
  public CompletionStage<Optional<String>> find(GuardedRequest request, Set<String> gone) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Optional.of(sent(request));
          } catch (TelephonyFailure e) {
            if (gone.contains(e.code())) return Optional.empty();
            throw e;
          }
        },
        executor);
  }

  private String sent(GuardedRequest request) {
    try (var response = http.send(request)) {
      var text = response.text();
      if (response.status() >= OK && response.status() < REDIRECT) return text;
      throw refused(response.status(), text);
    } catch (GuardFailure e) {
      throw new TelephonyFailure(provider, Category.UNAVAILABLE, e.mayHaveHappened(), "", e);
    }
  }

  private TelephonyFailure refused(int status, String text) {
    var category =
        switch (status) {
          case 401, 403 -> Category.CREDENTIALS;
          case 429 -> Category.LIMITED;
          default -> status >= 500 ? Category.UNAVAILABLE : Category.REFUSED;
        };
    // a gateway's error may come after the request went through
    return new TelephonyFailure(
        provider, category, category == Category.UNAVAILABLE, codes.code(status, text), null);
  }

  /// An answer that is not what the provider's documents say.
  ///
  /// @param happened whether the request may have had its effect; @param cause may be null
  public TelephonyFailure garbage(boolean happened, Throwable cause) {
    return new TelephonyFailure(provider, Category.GARBAGE, happened, "", cause);
  }
}
