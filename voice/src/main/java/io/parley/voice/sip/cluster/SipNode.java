package io.parley.voice.sip.cluster;

import io.parley.core.fault.Stages;
import io.parley.sessions.wire.Wire;
import io.parley.voice.cluster.Peers;
import io.parley.voice.sip.call.Handover;
import io.parley.voice.sip.call.LeftCall;
import io.parley.voice.sip.call.SipSound;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import io.parley.voice.sip.transaction.TransactionKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes SIP messages that other nodes hand over to this one, and calls that they leave.
final class SipNode extends AbstractBehavior<SipNode.Message> {
  private static final Logger LOG = LoggerFactory.getLogger(SipNode.class);

  static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "sip");

  sealed interface Message {}

  /// A request for a call of this node.
  ///
  /// @param node from which it comes, by its number
  /// @param branch of its transaction there; empty for an ACK
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Handed(
      int node, Optional<String> branch, String sentBy, byte[] request, ActorRef<Taken> replyTo)
      implements Message, Wire {}

  /// The request has reached the port.
  record Taken(boolean here) implements Wire {}

  /// The response to a request that this node has handed over.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answered(String branch, String sentBy, String method, byte[] response)
      implements Message, Wire {}

  /// Where does this node take calls of that peer?
  record Where(String host, int port, ActorRef<There> replyTo) implements Message, Wire {}

  /// @param host empty where it takes none; @param securePort 0 without TLS, and from a node that
  ///   does not know the field yet
  record There(String host, int port, int securePort) implements Wire {}

  /// A call out of this node is to end.
  record HangUp(String call) implements Message, Wire {}

  /// A node leaves this call: does this one go on with it?
  ///
  /// @param dialog [as a request][io.parley.voice.sip.call.LeftCall]
  /// @param host of the other end, with its port over UDP
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record GoOn(
      byte[] dialog,
      long heard,
      String host,
      int port,
      Talk talk,
      SipSound.Line line,
      ActorRef<Goes> replyTo)
      implements Message, Wire {}

  /// @param on whether the call goes on there
  record Goes(boolean on) implements Wire {}

  /// Another node goes on with the call of this tag.
  record Moved(String tag, int node) implements Message, Wire {}

  private record Nodes(Receptionist.Listing listing) implements Message {}

  /// The port of this node.
  ///
  /// @param address where a peer reaches it; empty where it takes no calls
  /// @param hangUp ends a call out
  /// @param goOn goes on with a call of another node; whether it does
  record Port(
      Handover handover,
      Function<InetSocketAddress, Optional<NodeAddress>> address,
      Consumer<String> hangUp,
      Function<LeftCall, CompletionStage<Boolean>> goOn) {}

  private final MessageParser parser = new MessageParser(MessageLimits.DEFAULTS);
  private final Supplier<Port> port;
  private final Consumer<Map<Integer, ActorRef<Message>>> nodes;
  private final MovedCalls moved;

  /// @param port null before it is open; @param nodes receives those that are reachable
  /// @param moved is told of calls that go on elsewhere
  static Behavior<Message> create(
      Supplier<Port> port, Consumer<Map<Integer, ActorRef<Message>>> nodes, MovedCalls moved) {
    return Behaviors.setup(context -> new SipNode(context, port, nodes, moved));
  }

  private SipNode(
      ActorContext<Message> context,
      Supplier<Port> port,
      Consumer<Map<Integer, ActorRef<Message>>> nodes,
      MovedCalls moved) {
    super(context);
    this.port = port;
    this.nodes = nodes;
    this.moved = moved;
    Peers.join(context, KEY, Nodes::new);
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onMessage(Message.class, this::onMessage).build();
  }

  private Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Handed handed -> handed(handed);
      case Answered answered -> answered(answered);
      case Where where -> where.replyTo().tell(there(where));
      case HangUp(var call) ->
          Optional.ofNullable(port.get()).ifPresent(to -> to.hangUp().accept(call));
      case GoOn call -> goOn(call);
      case Moved(var tag, int node) -> moved.put(tag, node);
      case Nodes(var listing) ->
          nodes.accept(
              listing.getServiceInstances(KEY).stream()
                  .collect(Collectors.toMap(node -> node.path().uid(), Function.identity())));
    }
    return this;
  }

  private void handed(Handed handed) {
    var to = port.get();
    if (to == null || !(parsed(handed.request()) instanceof Request request)) return;
    to.handover()
        .handed(
            handed.node(),
            handed
                .branch()
                .map(branch -> new TransactionKey(true, branch, handed.sentBy(), request.method())),
            request,
            () -> handed.replyTo().tell(new Taken(true)));
  }

  private void answered(Answered answered) {
    var to = port.get();
    if (to == null || !(parsed(answered.response()) instanceof Response response)) return;
    to.handover()
        .answered(
            new TransactionKey(true, answered.branch(), answered.sentBy(), answered.method()),
            response);
  }

  private void goOn(GoOn call) {
    var to = port.get();
    if (to == null || !(parsed(call.dialog()) instanceof Request dialog)) {
      call.replyTo().tell(new Goes(false));
      return;
    }
    CompletableFuture.completedStage(call)
        .thenCompose(asked -> to.goOn().apply(read(asked, dialog)))
        .whenComplete(
            (goesOn, failure) -> {
              if (failure != null)
                LOG.info("a call of another node does not go on here", Stages.cause(failure));
              call.replyTo().tell(new Goes(failure == null && goesOn));
            });
  }

  private static LeftCall read(GoOn call, Request dialog) {
    var from = new InetSocketAddress(InetAddress.ofLiteral(call.host()), call.port());
    return call.talk().with(dialog, call.heard(), from, call.line());
  }

  private There there(Where where) {
    var to = port.get();
    var peer = new InetSocketAddress(InetAddress.ofLiteral(where.host()), where.port());
    return Optional.ofNullable(to)
        .flatMap(node -> node.address().apply(peer))
        .map(own -> new There(own.host(), own.port(), own.securePort().orElse(0)))
        .orElse(new There("", 0, 0));
  }

  /// @return null for what another build has written, and this one does not read
  private SipMessage parsed(byte[] bytes) {
    var parsed = parser.datagram(bytes, bytes.length);
    if (parsed.isPresent() && parsed.get() instanceof Parsed.Whole(var message)) return message;
    getContext().getLog().warn("a SIP message of another node is not readable");
    return null;
  }
}
