package io.parley.voice.webrtc;

import io.parley.voice.rtp.RtpPacket;
import io.parley.voice.srtp.Srtp;
import io.parley.voice.webrtc.TestDtlsClient.Flaw;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// As much of a browser as a call needs, over real sockets of this machine: it offers, checks its
/// way, shakes hands as a DTLS client and sends and receives SRTP.
final class TestBrowser implements AutoCloseable {
  static final int PATIENCE_MILLIS = 60_000;

  /// Of its reports.
  static final int SSRC = 77;

  private static final SecureRandom RANDOM = new SecureRandom();

  /// Nobody looks at when a certificate is valid: its hash is what counts.
  private static final Instant LONG_AGO = Instant.EPOCH;

  private static final Identity IDENTITY = Identity.create(RANDOM, LONG_AGO);
  private static final Identity FOREIGN = Identity.create(RANDOM, LONG_AGO);

  private final InetSocketAddress server;
  private final AtomicLong sent;
  private final AtomicLong packets = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> questions = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> handshake = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> media = new LinkedBlockingQueue<>();
  private final List<byte[]> said = new CopyOnWriteArrayList<>();
  private final RtpPacket packet = new RtpPacket();
  private volatile boolean isMute;
  private DatagramSocket socket;
  private volatile IceCredentials own = IceCredentials.random(RANDOM);
  private IceCredentials theirs = own;
  private String codec = "opus/48000/2";
  private TestDtlsClient keys;
  private Srtp srtp;
  private final Map<Integer, Srtp> sealing = new HashMap<>();
  private DTLSTransport connection;

  TestBrowser(InetSocketAddress server) throws IOException {
    this(server, new AtomicLong());
  }

  /// @param sent counts the datagrams that it sends
  TestBrowser(InetSocketAddress server, AtomicLong sent) throws IOException {
    this.server = server;
    this.sent = sent;
    socket = open();
  }

  private DatagramSocket open() throws IOException {
    var opened = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> receive(opened));
    return opened;
  }

  private void receive(DatagramSocket from) {
    var datagram = new DatagramPacket(new byte[2_048], 2_048);
    while (!from.isClosed()) {
      try {
        from.receive(datagram);
      } catch (IOException _) {
        return;
      }
      var bytes = Arrays.copyOf(datagram.getData(), datagram.getLength());
      packets.incrementAndGet();
      this.bytes.addAndGet(bytes.length);
      int first = bytes[0] & 0xff;
      if (TestChecks.isQuestion(bytes)) asked(bytes);
      else if (first < 4) answers.add(bytes);
      else if (first < 64) handshake.add(bytes);
      else media.add(bytes);
    }
  }

  /// Every end of ICE that is whole does so (RFC 8445, section 7.3).
  private void asked(byte[] question) {
    if (!isMute) TestChecks.answerTo(question, own, own.password()).ifPresent(this::send);
    questions.add(question);
  }

  /// From now on it answers no check, as somebody whose name was used by another.
  TestBrowser mute() {
    isMute = true;
    return this;
  }

  /// As the same browser, in another network.
  TestBrowser as(TestBrowser other) {
    own = other.own;
    theirs = other.theirs;
    return this;
  }

  /// The next check that came from the server, whether it was answered or not; empty when none came
  /// in time.
  byte[] question(int millis) throws InterruptedException {
    var question = questions.poll(millis, TimeUnit.MILLISECONDS);
    return question == null ? new byte[0] : question;
  }

  TestBrowser speaking(String rtpmap) {
    codec = rtpmap;
    return this;
  }

  String offer() {
    int type = codec.startsWith("PCMU") ? 0 : codec.startsWith("PCMA") ? 8 : 111;
    return """
    v=0
    o=- 1 2 IN IP4 127.0.0.1
    s=-
    t=0 0
    a=group:BUNDLE 0
    m=audio 9 UDP/TLS/RTP/SAVPF %d
    c=IN IP4 0.0.0.0
    a=ice-ufrag:%s
    a=ice-pwd:%s
    a=fingerprint:%s
    a=setup:actpass
    a=mid:0
    a=sendrecv
    a=rtcp-mux
    a=rtpmap:%d %s
    """
        .formatted(type, own.ufrag(), own.password(), IDENTITY.fingerprint(), type, codec);
  }

  /// The fragment that asks the server for an ICE restart.
  String newName() {
    own = IceCredentials.random(RANDOM);
    return "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\n".formatted(own.ufrag(), own.password());
  }

  /// Takes an answer, or a piece of one: whom to call from now on.
  void take(String sdp) {
    theirs = new IceCredentials(value(sdp, "a=ice-ufrag:(\\S+)"), value(sdp, "a=ice-pwd:(\\S+)"));
  }

  private static String value(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) throw new AssertionError("no " + pattern + " in " + text);
    return matcher.group(1);
  }

  /// The network has changed: from now on everything goes from another port.
  void move() throws IOException {
    socket.close();
    socket = open();
  }

  TestChecks newCheck() {
    return new TestChecks(own.ufrag());
  }

  byte[] checkBytes() {
    return newCheck().to(theirs);
  }

  IceCredentials theirs() {
    return theirs;
  }

  /// Whether a check is answered as it should be.
  boolean check() throws InterruptedException {
    return check(checkBytes(), PATIENCE_MILLIS);
  }

  boolean check(byte[] bytes, int millis) throws InterruptedException {
    send(bytes);
    var answer = answers.poll(millis, TimeUnit.MILLISECONDS);
    return answer != null && TestChecks.isAnswer(ByteBuffer.wrap(answer), theirs.password());
  }

  /// Shakes hands, and has keys then.
  void shakeHands() throws IOException {
    shakeHands(IDENTITY);
  }

  void shakeHandsAsSomebodyElse() throws IOException {
    shakeHands(FOREIGN);
  }

  void shakeHandsWith(Flaw flaw) throws IOException {
    shakeHands(IDENTITY, EnumSet.of(flaw));
  }

  private void shakeHands(Identity identity) throws IOException {
    shakeHands(identity, EnumSet.noneOf(Flaw.class));
  }

  private void shakeHands(Identity identity, Set<Flaw> flaws) throws IOException {
    var crypto = new JcaTlsCryptoProvider().setProvider(new BouncyCastleProvider()).create(RANDOM);
    var client = new TestDtlsClient(crypto, identity, flaws);
    connection = new DTLSClientProtocol().connect(client, new Line());
    keys = client;
    srtp = client.srtp(SSRC);
  }

  void connect(Answered answered) throws IOException, InterruptedException {
    take(answered.sdp());
    if (!check()) throw new AssertionError("a valid check was not answered");
    shakeHands();
  }

  /// Says goodbye as a browser does that is closed.
  void hangUp() throws IOException {
    connection.close();
  }

  void send(byte[] bytes) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, server));
      sent.incrementAndGet();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Each datagram of the handshake that it has sent.
  List<byte[]> said() {
    return List.copyOf(said);
  }

  /// Any bytes as a packet of sound that the server can decrypt.
  byte[] sealed(byte[] packet, int ssrc) {
    var bytes = Arrays.copyOf(packet, packet.length + Srtp.OVERHEAD);
    return Arrays.copyOf(bytes, sealing(ssrc).seal(bytes, packet.length));
  }

  /// A packet of sound that the server can open.
  byte[] sealed(byte[] payload, int length, int type, int sequence, long timestamp, int ssrc) {
    var bytes = new byte[RtpPacket.HEADER + length + Srtp.OVERHEAD];
    RtpPacket.writeHeader(bytes, 0, false, type, sequence, timestamp, ssrc);
    System.arraycopy(payload, 0, bytes, RtpPacket.HEADER, length);
    return Arrays.copyOf(bytes, sealing(ssrc).seal(bytes, RtpPacket.HEADER + length));
  }

  /// Each stream counts its rounds for itself.
  private Srtp sealing(int ssrc) {
    return sealing.computeIfAbsent(ssrc, keys::srtp);
  }

  byte[] sealedReport(byte[] report) {
    var bytes = Arrays.copyOf(report, report.length + Srtp.OVERHEAD);
    return Arrays.copyOf(bytes, srtp.sealControl(bytes, report.length));
  }

  /// The next packet of sound, opened; empty when none came in time.
  byte[] payload(int millis) throws InterruptedException {
    while (true) {
      var bytes = media.poll(millis, TimeUnit.MILLISECONDS);
      if (bytes == null) return new byte[0];
      int second = bytes[1] & 0xff;
      if (second >= 192 && second <= 223) continue;
      int length = srtp.open(bytes, bytes.length);
      if (length < 0 || packet.parse(bytes, 0, length) != RtpPacket.Parsed.RTP)
        throw new AssertionError("a packet that cannot be opened");
      return Arrays.copyOfRange(
          bytes, packet.payloadOffset(), packet.payloadOffset() + packet.payloadLength());
    }
  }

  /// Of the packet that [#payload] has taken last.
  RtpPacket packet() {
    return packet;
  }

  /// The next report, opened.
  byte[] report(int millis) throws InterruptedException {
    while (true) {
      var bytes = media.poll(millis, TimeUnit.MILLISECONDS);
      if (bytes == null) return new byte[0];
      int second = bytes[1] & 0xff;
      if (second < 192 || second > 223) continue;
      return Arrays.copyOf(bytes, srtp.openControl(bytes, bytes.length));
    }
  }

  /// Whether anything at all has come, or comes within this time.
  boolean hearsAnything(int millis) throws InterruptedException {
    for (int waited = 0; waited <= millis; waited += 50) {
      if (!answers.isEmpty() || !questions.isEmpty() || !handshake.isEmpty()) return true;
      var bytes = media.poll(50, TimeUnit.MILLISECONDS);
      if (bytes != null) return true;
    }
    return false;
  }

  /// That have come so far, and their bytes.
  long packets() {
    return packets.get();
  }

  long bytes() {
    return bytes.get();
  }

  /// Whether anything of sound or of a handshake has come so far.
  boolean hearsSound() {
    return !media.isEmpty();
  }

  boolean hearsHandshake() {
    return !handshake.isEmpty();
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
  }

  private final class Line implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return 2_048;
    }

    @Override
    public int getSendLimit() {
      return 1_200;
    }

    @Override
    public int receive(byte[] to, int offset, int length, int waitMillis) throws IOException {
      try {
        var next = handshake.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (next == null) return -1;
        System.arraycopy(next, 0, to, offset, next.length);
        return next.length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SocketTimeoutException(e.getMessage());
      }
    }

    @Override
    public void send(byte[] bytes, int offset, int length) {
      var datagram = Arrays.copyOfRange(bytes, offset, offset + length);
      said.add(datagram);
      TestBrowser.this.send(datagram);
    }

    @Override
    public void close() {
      // the socket is closed with the browser
    }
  }
}
