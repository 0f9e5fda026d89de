package io.parley.voice.sip.cluster;

import io.parley.voice.sip.call.Handover;
import io.parley.voice.sip.call.LeftCall;
import io.parley.voice.sip.call.NodeMark;
import io.parley.voice.sip.call.OtherNodes;
import io.parley.voice.sip.cluster.SipNode.Answered;
import io.parley.voice.sip.cluster.SipNode.GoOn;
import io.parley.voice.sip.cluster.SipNode.Goes;
import io.parley.voice.sip.cluster.SipNode.Handed;
import io.parley.voice.sip.cluster.SipNode.HangUp;
import io.parley.voice.sip.cluster.SipNode.Message;
import io.parley.voice.sip.cluster.SipNode.Moved;
import io.parley.voice.sip.cluster.SipNode.Taken;
import io.parley.voice.sip.cluster.SipNode.There;
import io.parley.voice.sip.cluster.SipNode.Where;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transport.Peer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/// The SIP ports of all nodes, each with an actor that takes what others hand over. The number of a
/// node is that of its actor, which is another one after a restart.
public final class SipNodes implements OtherNodes {
  /// A node that does not answer takes its calls with it. Shorter than the other end waits.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ActorSystem<?> system;
  private final AtomicReference<SipNode.Port> port = new AtomicReference<>();
  private final ActorRef<Message> own;
  private final MovedCalls moved = new MovedCalls();

  /// By their numbers.
  private volatile Map<Integer, ActorRef<Message>> nodes = Map.of();

  private SipNodes(ActorSystem<?> system) {
    this.system = system;
    own =
        system.systemActorOf(
            SipNode.create(port::get, all -> nodes = all, moved), "sip", Props.empty());
  }

  /// Others learn of this node. A request that they hand over before [#lead] is lost.
  public static SipNodes start(ActorSystem<?> system) {
    return new SipNodes(system);
  }

  /// Once.
  ///
  /// @param to takes what comes from other nodes
  /// @param address where a peer reaches this node's port; empty while it takes no calls
  /// @param hangUp ends a call out of this node, by its id
  /// @param goOn goes on with a call that another node leaves; whether it does
  public void lead(
      Handover to,
      Function<InetSocketAddress, Optional<NodeAddress>> address,
      Consumer<String> hangUp,
      Function<LeftCall, CompletionStage<Boolean>> goOn) {
    port.set(
        new SipNode.Port(
            to,
            address,
            hangUp,
            left ->
                goOn.apply(left)
                    .thenApply(
                        goesOn -> {
                          if (goesOn) tellAll(left.tag());
                          return goesOn;
                        })));
  }

  /// All nodes learn where the call is: its tag names the node that has left it.
  private void tellAll(String tag) {
    nodes.values().forEach(node -> node.tell(new Moved(tag, own())));
  }

  /// Has another node go on with a call that this one leaves: where one may not, the next is asked.
  ///
  /// @return whether one does; fails when one does not answer
  public CompletionStage<Boolean> goOn(LeftCall call) {
    return first(node -> goOn(node, call).thenApply(goes -> Optional.of(goes).filter(Goes::on)))
        .thenApply(Optional::isPresent);
  }

  private CompletionStage<Goes> goOn(ActorRef<Message> node, LeftCall call) {
    var from = call.from();
    return AskPattern.ask(
        node,
        replyTo ->
            new GoOn(
                MessageWriter.bytes(call.dialog()),
                call.heard(),
                Peer.literal(from.getAddress()),
                from.getPort(),
                Talk.of(call),
                call.line(),
                replyTo),
        PATIENCE,
        system.scheduler());
  }

  /// The first answer of the other nodes, which are asked one after the other, in any order.
  private <T> CompletionStage<Optional<T>> first(
      Function<ActorRef<Message>, CompletionStage<Optional<T>>> ask) {
    var others = new ArrayList<>(nodes.values());
    others.remove(own);
    Collections.shuffle(others, ThreadLocalRandom.current());
    return first(others.iterator(), ask);
  }

  private static <T> CompletionStage<Optional<T>> first(
      Iterator<ActorRef<Message>> left,
      Function<ActorRef<Message>, CompletionStage<Optional<T>>> ask) {
    if (!left.hasNext()) return CompletableFuture.completedStage(Optional.empty());
    return ask.apply(left.next())
        .thenCompose(
            found ->
                found.isPresent() ? CompletableFuture.completedStage(found) : first(left, ask));
  }

  /// Has another node end its call out.
  ///
  /// @param node its number
  public void hangUp(int node, String call) {
    Optional.ofNullable(nodes.get(node)).ifPresent(there -> there.tell(new HangUp(call)));
  }

  /// Where another node takes calls of a peer of this one, over the peer's transport or another one
  /// that is as secret.
  ///
  /// @return empty when none does
  public CompletionStage<Optional<HostPort>> elsewhere(Peer peer) {
    return first(node -> where(node, peer));
  }

  private CompletionStage<Optional<HostPort>> where(ActorRef<Message> node, Peer peer) {
    var address = peer.address();
    return AskPattern.<Message, There>ask(
            node,
            replyTo -> new Where(Peer.literal(address.getAddress()), address.getPort(), replyTo),
            PATIENCE,
            system.scheduler())
        .thenApply(there -> address(there, peer.transport().isSecure()));
  }

  private static Optional<HostPort> address(There there, boolean isSecure) {
    if (there.host().isEmpty()) return Optional.empty();
    var secure = there.securePort() > 0 ? OptionalInt.of(there.securePort()) : OptionalInt.empty();
    return new NodeAddress(there.host(), there.port(), secure).over(isSecure);
  }

  @Override
  public int own() {
    return own.path().uid();
  }

  @Override
  public OptionalInt of(String tag) {
    var there = moved.of(tag);
    return there.isPresent() ? there : NodeMark.of(tag);
  }

  @Override
  public boolean has(int node) {
    return nodes.containsKey(node);
  }

  @Override
  public CompletionStage<Void> hand(int node, Optional<TransactionKey> key, Request request) {
    var to = nodes.get(node);
    if (to == null) return CompletableFuture.failedStage(new NodeGone());
    var message = MessageWriter.bytes(request);
    return AskPattern.<Message, Taken>ask(
            to,
            replyTo ->
                new Handed(
                    own(),
                    key.map(TransactionKey::branch),
                    key.map(TransactionKey::sentBy).orElse(""),
                    message,
                    replyTo),
            PATIENCE,
            system.scheduler())
        .thenApply(_ -> null);
  }

  @Override
  public void answer(int node, TransactionKey key, Response response) {
    var to = nodes.get(node);
    // the other end repeats its request, or gives up
    if (to == null) return;
    to.tell(new Answered(key.branch(), key.sentBy(), key.method(), MessageWriter.bytes(response)));
  }

  /// The node of a call left the cluster.
  private static final class NodeGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NodeGone() {
      super("the node of a call is gone", null, false, false);
    }
  }
}
