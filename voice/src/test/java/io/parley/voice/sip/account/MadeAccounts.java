package io.parley.voice.sip.account;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.sip.Requests;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transport.Refusals;
import java.util.Arrays;

/// Accounts of tests, and what their telephones send.
public final class MadeAccounts {
  public static final String NAME = "alice";
  public static final String PASSWORD = "wonderland-42";
  public static final Refusals REFUSALS = new Refusals(new byte[32]);

  private MadeAccounts() {}

  /// @param more settings of `parley.sip`
  public static AccountSettings settings(String more) {
    return AccountSettings.from(
        ConfigFactory.parseString(
                "parley.sip { accounts.%s.password = \"%s\"\n%s }".formatted(NAME, PASSWORD, more))
            .withFallback(ConfigFactory.defaultReference()));
  }

  public static Accounts accounts(String more) {
    return new Accounts(settings(more), new byte[32], REFUSALS);
  }

  /// Of alice's telephone.
  public static Request register(int number) {
    var request = Requests.of(Method.REGISTER, number, "z9hG4bKregister" + number);
    return request.with(
        request.headers().with(HeaderType.TO, new Address(Uri.of("sip:alice@a.example"))));
  }

  /// The request again, with a proof for the challenge.
  public static Request proved(Request request, Response challenge, String name, String password) {
    var client = new DigestClient(name, password, Arrays.asList(DigestAlgorithm.values()));
    var answer = client.answer(challenge, request, "cn").orElseThrow();
    return request.with(request.headers().with(answer.header(), answer.credentials()));
  }
}
