package io.parley.voice.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.outbound.testing.NpmPeers;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// Twilio's own library as the other end: its signatures are accepted here, ours there, and its
/// answer documents are those that we write.
@Tag("long")
class TwilioPeerIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static NpmPeers peers;

  @BeforeAll
  static void install() throws Exception {
    peers = NpmPeers.twilio();
  }

  /// Runs a script, which reads JSON and prints JSON.
  private static JsonNode node(String script, Object input) throws Exception {
    var command =
        List.of(
            peers.node(),
            "-e",
            """
            const twilio = require('twilio');
            let text = '';
            process.stdin.on('data', d => text += d).on('end', () => {
              const input = JSON.parse(text);
              console.log(JSON.stringify((() => { %s })()));
            });
            """
                .formatted(script));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_PATH", peers.modules().toString());
    var process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(JSON.writeValueAsBytes(input));
    }
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return JSON.readTree(printed);
  }

  /// @param params as Twilio's library takes them; @param values as ours does
  private record Request(
      String url, Map<String, Object> params, Map<String, List<String>> values) {}

  private static List<Request> requests() {
    var random = RandomGenerator.of("L64X128MixRandom");
    var requests = new ArrayList<Request>();
    for (int i = 0; i < 200; i++) {
      var params = new LinkedHashMap<String, Object>();
      var values = new LinkedHashMap<String, List<String>>();
      for (int field = random.nextInt(8); field > 0; field--) {
        var name = "Field" + random.nextInt(1_000) + (random.nextBoolean() ? "a" : "B");
        var value = "ä +&=%" + random.nextInt() + "\uD83D\uDE00";
        params.put(name, value);
        values.put(name, List.of(value));
      }
      params.put("Repeated", List.of("b", "a", "b"));
      values.put("Repeated", List.of("b", "a", "b"));
      var port = List.of("", ":443", ":8443").get(random.nextInt(3));
      var query = List.of("", "?a=1&b=%2B4930").get(random.nextInt(2));
      var url = "https://voice.shop.example%s/v1/telephony/twilio/voice%s".formatted(port, query);
      requests.add(new Request(url, params, values));
    }
    return requests;
  }

  @Test
  void signatures_of_twilios_library_are_accepted_here() throws Exception {
    var requests = requests();
    var signatures =
        node(
            "return input.map(r => twilio.getExpectedTwilioSignature('%s', r.url, r.params))"
                .formatted(TOKEN),
            requests);
    var ours = new TwilioSignature(TOKEN);
    for (int i = 0; i < requests.size(); i++) {
      var request = requests.get(i);
      var signature = signatures.get(i).asText();
      assertThat(ours.signsForm(URI.create(request.url()), request.values(), signature))
          .as("%s", request)
          .isTrue();
      assertThat(ours.signsForm(URI.create(request.url()), Map.of(), signature)).isFalse();
    }
  }

  @Test
  void what_we_sign_is_accepted_by_twilios_library() throws Exception {
    var signature = new TwilioSignature(TOKEN);
    var signed = new ArrayList<Map<String, Object>>();
    for (var request : requests())
      signed.add(
          Map.of(
              "url", request.url(),
              "params", request.params(),
              "signature",
                  signature.sign(
                      request.url().replace(":443/", "/")
                          + TwilioSignature.parameters(request.values()))));
    var valid =
        node(
            "return input.map(r => twilio.validateRequest('%s', r.signature, r.url, r.params))"
                .formatted(TOKEN),
            signed);
    assertThat(valid).hasSize(signed.size()).allMatch(JsonNode::booleanValue);
  }

  @Test
  void a_body_signed_by_its_hash_is_accepted_by_both() throws Exception {
    var body = "{\"ä\":1}";
    var made =
        node(
            """
            const hash = require('crypto').createHash('sha256').update(input, 'utf8').digest('hex');
            const url = 'https://voice.shop.example/a?bodySHA256=' + hash;
            return { url, signature: twilio.getExpectedTwilioSignature('%s', url, {}) };\
            """
                .formatted(TOKEN),
            body);
    assertThat(
            new TwilioSignature(TOKEN)
                .signsBody(
                    URI.create(made.path("url").asText()),
                    body.getBytes(StandardCharsets.UTF_8),
                    made.path("signature").asText()))
        .isTrue();
  }

  @Test
  void our_documents_say_what_twilios_library_would_write() throws Exception {
    var theirs =
        node(
            """
            const V = twilio.twiml.VoiceResponse, out = {};
            let r = new V(); const s = r.connect().stream({ url: input.url });
            s.parameter({ name: 'pass', value: input.pass }); out.stream = r.toString();
            r = new V(); const c = r.connect({ action: input.next }).conversationRelay({ url: input.url,
              language: 'de-DE', interruptible: 'any', dtmfDetection: true,
              events: 'speaker-events',
              welcomeGreeting: input.greeting });
            c.parameter({ name: 'pass', value: input.pass }); out.relay = r.toString();
            r = new V(); r.reject({ reason: 'busy' }); out.busy = r.toString();
            r = new V(); r.dial({ callerId: '+4930' }, '+4940'); out.dial = r.toString();
            r = new V(); r.dial({ action: input.next }, '+4940'); out.returning = r.toString();
            r = new V(); r.say({ language: 'de-DE' }, input.greeting);
            r.redirect({ method: 'POST' }, input.next); out.say = r.toString();
            r = new V(); r.hangup(); out.hangup = r.toString();
            return out;\
            """,
            Map.of(
                "url", "wss://h/m",
                "next", "https://h/next?a=1&b=2",
                "pass", "a.b",
                "greeting", "Grüß \"Gott\" & <willkommen>"));
    var parameters = Map.of("pass", "a.b");
    same(Twiml.stream("wss://h/m", parameters), theirs.path("stream"));
    same(
        Twiml.relay(
            "https://h/next?a=1&b=2",
            "wss://h/m",
            Map.of(
                "language", "de-DE",
                "interruptible", "any",
                "dtmfDetection", "true",
                "events", "speaker-events",
                "welcomeGreeting", "Grüß \"Gott\" & <willkommen>"),
            parameters),
        theirs.path("relay"));
    same(Twiml.reject(true), theirs.path("busy"));
    same(Twiml.dial("+4940", Optional.of("+4930")), theirs.path("dial"));
    same(Twiml.dialReturning("+4940", "https://h/next?a=1&b=2"), theirs.path("returning"));
    same(
        Twiml.say("Grüß \"Gott\" & <willkommen>", "de-DE", "https://h/next?a=1&b=2"),
        theirs.path("say"));
    same(Twiml.hangUp(), theirs.path("hangup"));
  }

  private static void same(String ours, JsonNode theirs) throws Exception {
    assertThat(shape(parse(ours))).isEqualTo(shape(parse(theirs.asText())));
  }

  private static Element parse(String document) throws Exception {
    try {
      var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      return parser.parse(new InputSource(new StringReader(document))).getDocumentElement();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  /// Names, attributes in any order, texts and children.
  private static List<Object> shape(Node node) {
    if (node.getNodeType() == Node.TEXT_NODE) return List.of(node.getTextContent());
    var attributes = new LinkedHashMap<String, String>();
    for (int i = 0; i < node.getAttributes().getLength(); i++) {
      var attribute = node.getAttributes().item(i);
      attributes.put(attribute.getNodeName(), attribute.getNodeValue());
    }
    var children = new ArrayList<>();
    for (int i = 0; i < node.getChildNodes().getLength(); i++)
      children.add(shape(node.getChildNodes().item(i)));
    return List.of(node.getNodeName(), attributes, children);
  }
}
