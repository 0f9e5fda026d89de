package io.parley.voice.sip.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Strangers.Verdict;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrarTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Peer PEER =
      Peer.udp(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5_060));

  private final List<Response> answers = new ArrayList<>();
  private final List<Output<Peer>> passedOn = new ArrayList<>();
  private final Accounts accounts = MadeAccounts.accounts("");
  private final Registrar registrar =
      new Registrar(
          accounts,
          MadeAccounts.settings("").registrations(),
          new Answers(),
          MadeAccounts.REFUSALS,
          passedOn::add,
          () -> NOW);

  private final class Answers implements Wire {
    @Override
    public void answer(TransactionKey key, Response response) {
      answers.add(response);
    }

    @Override
    public void send(Request request, Peer to) {
      throw new IllegalStateException("a registrar asks nothing");
    }

    @Override
    public void execute(Runnable task) {
      throw new IllegalStateException("a registrar is in the port's thread");
    }
  }

  private void take(Request request) {
    var key = new TransactionKey(true, "z9hG4bK1", "a.example", request.method());
    registrar.take(new Output.Asked<>(key, request, PEER, Optional.empty()));
  }

  /// As the port passes it on.
  private Request proved(Request request) {
    var asked = (Verdict.Challenged) accounts.judge(request, PEER, false, NOW);
    var again =
        MadeAccounts.proved(
            request, asked.answers().getFirst(), MadeAccounts.NAME, MadeAccounts.PASSWORD);
    return ((Verdict.Proved) accounts.judge(again, PEER, false, NOW)).request();
  }

  @Test
  void a_proved_registration_is_answered_and_counted() {
    take(proved(MadeAccounts.register(1)));
    var answer = answers.getFirst();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.to().tag()).isPresent();
    assertThat(answer.headers().all(HeaderType.CONTACT)).hasSize(1);
    assertThat(registrar.count()).isEqualTo(1);
    assertThat(passedOn).isEmpty();
  }

  @Test
  void an_extension_that_is_required_and_unknown_is_named() {
    var request = MadeAccounts.register(1);
    take(proved(request.with(request.headers().with(HeaderType.REQUIRE, "gruu"))));
    assertThat(answers.getFirst().status()).isEqualTo(420);
    assertThat(answers.getFirst().headers().all(HeaderType.UNSUPPORTED)).containsExactly("gruu");
  }

  @Test
  void everything_else_is_the_next_ones() {
    take(MadeAccounts.register(1));
    take(Requests.of(Method.OPTIONS, 1, "z9hG4bK1"));
    assertThat(passedOn).hasSize(2);
    assertThat(answers).isEmpty();
  }
}
