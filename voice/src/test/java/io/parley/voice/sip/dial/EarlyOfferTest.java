package io.parley.voice.sip.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.call.SipLeg;
import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.dial.PlacedCall.Wanted;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.telephony.CallProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A trunk on this machine that offers other sound before a call of ours is answered, over real
/// sockets.
class EarlyOfferTest {
  private final CompletableFuture<SipLeg> answered = new CompletableFuture<>();
  private MadeProvider trunk;
  private DiallingPort port;

  @BeforeEach
  void call() throws IOException {
    trunk = new MadeProvider(invite -> List.of(MadeProvider.early(invite)));
    port = new DiallingPort(trunk.host());
    port.parts.port().wire().execute(this::begin);
    await().until(() -> trunk.methods().contains(Method.PRACK));
  }

  private void begin() {
    var attempts = Attempts.of(port.parts.trunks().forCallOut(), "+4930222");
    var wanted = new Wanted(Optional.empty(), Duration.ofSeconds(30));
    new PlacedCall("placed", wanted, attempts, port.parts, new Answered()).begin();
  }

  private final class Answered implements Taker {
    @Override
    public void answered(SipCall call, SipLeg leg) {
      answered.complete(leg);
    }

    @Override
    public void went(CallProgress progress) {
      // the test sees the other end
    }
  }

  @AfterEach
  void stop() throws IOException {
    port.close();
    trunk.close();
  }

  private Request invite() {
    return trunk.first(Method.INVITE);
  }

  private Response update(String formats) {
    int before = trunk.responses.size();
    var offer = Body.of(Sounds.description(40_002, formats, "sendrecv"));
    trunk.sends(trunk.within(invite(), Method.UPDATE).with(MediaType.SDP, offer));
    await().until(() -> trunk.responses.size() > before);
    return List.copyOf(trunk.responses).getLast();
  }

  private SipLeg leg() {
    await().until(answered::isDone);
    return answered.join();
  }

  @Test
  void other_sound_is_agreed_on_before_the_answer_and_holds_after_it() {
    var response = update("9 101");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body().text()).contains(" RTP/AVP 9 101\r\n");
    // it repeats its first answer, of PCMU
    trunk.responds(MadeProvider.answered(invite()));
    assertThat(leg().sampleRate()).isEqualTo(16_000);
  }

  @Test
  void sound_that_we_do_not_know_is_refused_and_the_first_answer_holds() {
    assertThat(update("18").status()).isEqualTo(488);
    trunk.responds(MadeProvider.answered(invite()));
    assertThat(leg().sampleRate()).isEqualTo(8_000);
  }
}
