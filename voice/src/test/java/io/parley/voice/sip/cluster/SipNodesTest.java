package io.parley.voice.sip.cluster;

import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.sip.Requests;
import io.parley.voice.sip.call.Handover;
import io.parley.voice.sip.call.LeftCall;
import io.parley.voice.sip.call.NodeMark;
import io.parley.voice.sip.call.SipSound;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.transport.UserAgent;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two nodes of a cluster, each with a port that is the test's.
class SipNodesTest {
  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              pekko {
                loglevel = WARNING
                remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                cluster.jmx.multi-mbeans-in-same-jvm = on
                cluster.run-coordinated-shutdown-when-down = off
                coordinated-shutdown { run-by-actor-system-terminate = off, exit-jvm = off, run-by-jvm-shutdown-hook = off }
              }
              """)
          .withFallback(ConfigFactory.load("parley-sessions"));
  private static final String RANDOM = "0123456789abcdef0123456789abcdef";
  private static final Peer ALICE =
      Peer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5_070));

  private final Node here = new Node(OptionalInt.empty());
  private final Node there = new Node(OptionalInt.of(5_061));

  /// A node whose calls answer every request with 200.
  private static final class Node implements Wire, UserAgent {
    private final ActorTestKit kit = ActorTestKit.create("sip", CONFIG);
    private final SipNodes nodes = SipNodes.start(kit.system());
    private final Handover handover = new Handover(this, nodes, new Refusals(new byte[32]));
    private final BlockingQueue<Output<Peer>> taken = new LinkedBlockingQueue<>();
    private final BlockingQueue<Response> answered = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final BlockingQueue<LeftCall> left = new LinkedBlockingQueue<>();
    private volatile boolean hasRoom = true;

    Node(OptionalInt secure) {
      handover.lead(this);
      nodes.lead(
          handover,
          peer -> Optional.of(new NodeAddress("[::1]", peer.getPort() + 1, secure)),
          ended::add,
          this::goOn);
    }

    @Override
    public void take(Output<Peer> output) {
      taken.add(output);
      if (output instanceof Output.Asked<Peer> asked)
        handover.answer(asked.key(), Response.to(asked.request(), 200));
    }

    @Override
    public void answer(TransactionKey key, Response response) {
      assertThat(key).isEqualTo(key(response.cseq().method()));
      answered.add(response);
    }

    @Override
    public void send(Request request, Peer to) {
      throw new AssertionError("calls here send nothing");
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    private CompletionStage<Boolean> goOn(LeftCall call) {
      left.add(call);
      return CompletableFuture.completedStage(hasRoom);
    }

    private String tag() {
      return NodeMark.seed(RANDOM, nodes.own());
    }
  }

  @BeforeEach
  void together() {
    var first = Cluster.get(here.kit.system());
    first.manager().tell(Join.create(first.selfMember().address()));
    join(there);
  }

  private void join(Node node) {
    var seed = Cluster.get(here.kit.system()).selfMember().address();
    Cluster.get(node.kit.system()).manager().tell(Join.create(seed));
    await()
        .atMost(PATIENCE)
        .until(() -> here.nodes.has(node.nodes.own()) && node.nodes.has(here.nodes.own()));
  }

  @AfterEach
  void stop() {
    there.kit.shutdownTestKit();
    here.kit.shutdownTestKit();
  }

  private static Request request(String method, String tag) {
    var plain = Requests.of(method, 2, "z9hG4bK1");
    return plain
        .with(plain.headers().with(HeaderType.TO, plain.to().withTag(tag)))
        .with(MediaType.SDP, Body.of("v=0\r\nsome words: äöü\r\n"));
  }

  private static TransactionKey key(String method) {
    return new TransactionKey(true, "z9hG4bK1", "a.example:5060", method);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    var next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void a_call_out_is_ended_by_its_node() throws Exception {
    here.nodes.hangUp(there.nodes.own(), there.tag());
    assertThat(next(there.ended)).isEqualTo(there.tag());
    assertThat(here.ended).isEmpty();
  }

  /// A call of the first node.
  private LeftCall left() {
    var request = Requests.of(Method.INVITE, 3, "z9hG4bK3");
    var own = new Address(Uri.of("sip:bob@b.example")).withTag(here.tag());
    var headers = request.headers().with(HeaderType.FROM, own);
    var dialog = new Request(request.method(), request.uri(), headers, Body.EMPTY);
    return new LeftCall(
        dialog,
        7,
        ALICE.address(),
        new PhoneCall(
            "sip",
            here.tag(),
            TenantId.DEFAULT,
            Optional.of("support"),
            Optional.empty(),
            "+49301",
            "+49302",
            true),
        SessionKey.parse("default:s1"),
        Optional.of("shop"),
        Optional.of(new HostPort("shop.example", 5_062)),
        new SipSound.Line(0xffff_ffffL, 2, true));
  }

  @Test
  void a_call_that_a_node_leaves_goes_on_at_another_one_and_all_know_where() throws Exception {
    var left = left();
    assertThat(here.nodes.goOn(left).toCompletableFuture())
        .succeedsWithin(PATIENCE)
        .isEqualTo(true);
    var taken = next(there.left);
    assertThat(taken.tag()).isEqualTo(left.tag());
    assertThat(taken.dialog().startLine()).isEqualTo(left.dialog().startLine());
    assertThat(taken.dialog().headers().without(HeaderType.CONTENT_LENGTH))
        .isEqualTo(left.dialog().headers());
    assertThat(taken).usingRecursiveComparison().ignoringFields("dialog").isEqualTo(left);
    for (var node : List.of(here, there))
      await()
          .atMost(PATIENCE)
          .until(() -> node.nodes.of(left.tag()).equals(OptionalInt.of(there.nodes.own())));
  }

  @Test
  void a_call_for_which_no_node_has_room_stays_where_it_is() {
    there.hasRoom = false;
    var left = left();
    assertThat(here.nodes.goOn(left).toCompletableFuture())
        .succeedsWithin(PATIENCE)
        .isEqualTo(false);
    assertThat(here.nodes.of(left.tag())).hasValue(here.nodes.own());
  }

  @Test
  void where_one_node_has_no_room_the_next_one_is_asked() {
    there.hasRoom = false;
    var third = new Node(OptionalInt.empty());
    try {
      join(third);
      // in any order
      for (int times = 1; times <= 5; times++) {
        assertThat(here.nodes.goOn(left()).toCompletableFuture())
            .succeedsWithin(PATIENCE)
            .isEqualTo(true);
        assertThat(third.left).hasSize(times);
      }
    } finally {
      third.kit.shutdownTestKit();
    }
  }

  @Test
  void the_newest_calls_that_have_moved_are_known() {
    var moved = new MovedCalls();
    for (int i = 0; i <= MovedCalls.MAX; i++) moved.put("tag" + i, i);
    assertThat(moved.of("tag0")).isEmpty();
    assertThat(moved.of("tag1")).hasValue(1);
    moved.put("tag1", 2);
    moved.put("other", 3);
    assertThat(moved.of("tag1")).hasValue(2);
    assertThat(moved.of("tag2")).isEmpty();
  }

  private static Optional<HostPort> elsewhere(Node than, Transport transport) {
    var caller = new Peer(ALICE.address(), transport, 1, "");
    var found = than.nodes.elsewhere(caller).toCompletableFuture();
    assertThat(found).succeedsWithin(PATIENCE);
    return found.join();
  }

  @Test
  void a_node_says_where_it_takes_calls_over_each_transport() {
    assertThat(elsewhere(here, Transport.UDP)).contains(new HostPort("[::1]", 5_071));
    assertThat(elsewhere(here, Transport.TCP)).contains(new HostPort("[::1]", 5_071));
    assertThat(elsewhere(here, Transport.TLS)).contains(new HostPort("[::1]", 5_061));
    assertThat(elsewhere(there, Transport.TLS)).as("it has no TLS").isEmpty();
  }

  @Test
  void a_request_reaches_its_calls_node_and_the_response_comes_back() throws Exception {
    var info = request(Method.INFO, there.tag());
    here.handover.take(new Output.Asked<>(key(Method.INFO), info, ALICE, Optional.empty()));
    var came = (Output.Asked<Peer>) next(there.taken);
    assertThat(MessageWriter.bytes(came.request())).isEqualTo(MessageWriter.bytes(info));
    assertThat(came.from()).isEqualTo(Peer.ELSEWHERE);
    var response = next(here.answered);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.cseq()).isEqualTo(info.cseq());

    var ack = request(Method.ACK, there.tag());
    here.handover.take(new Output.Acknowledged<>(ack, ALICE));
    assertThat(next(there.taken)).isInstanceOf(Output.Acknowledged.class);
    assertThat(here.taken).isEmpty();
  }

  @Test
  void a_node_that_is_unknown_or_has_died_takes_nothing() {
    int died = there.nodes.own();
    // without a word: the other node still counts it in
    there.kit.system().terminate();
    there.kit.system().getWhenTerminated().toCompletableFuture().join();
    var bye = request(Method.BYE, there.tag());
    for (int node : new int[] {died, died + 1})
      assertThat(here.nodes.hand(node, Optional.of(key(Method.BYE)), bye).toCompletableFuture())
          .failsWithin(PATIENCE);
    assertThat(here.nodes.has(died + 1)).isFalse();
  }
}
