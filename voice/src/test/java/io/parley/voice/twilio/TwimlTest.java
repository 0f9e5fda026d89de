package io.parley.voice.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// Answer documents, read by a real XML parser.
class TwimlTest {
  private static Element response(String document) throws Exception {
    var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var root = parser.parse(new InputSource(new StringReader(document))).getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("Response");
    return (Element) root.getFirstChild();
  }

  @Test
  void a_stream_has_its_address_and_its_parameters() throws Exception {
    var connect = response(Twiml.stream("wss://h/media", Map.of("pass", "a.b")));
    assertThat(connect.getTagName()).isEqualTo("Connect");
    var stream = (Element) connect.getFirstChild();
    assertThat(stream.getTagName()).isEqualTo("Stream");
    assertThat(stream.getAttribute("url")).isEqualTo("wss://h/media");
    var parameter = (Element) stream.getFirstChild();
    assertThat(parameter.getAttribute("name")).isEqualTo("pass");
    assertThat(parameter.getAttribute("value")).isEqualTo("a.b");
  }

  @Test
  void texts_cannot_leave_their_attribute() throws Exception {
    var text = "\"/><Dial>+1900</Dial> & 'ü' \u0001\ud800 \uD83D\uDE00";
    var relay =
        (Element)
            response(
                    Twiml.relay(
                        "https://h/next",
                        "wss://h/relay",
                        Map.of("welcomeGreeting", text, "voice", ""),
                        Map.of()))
                .getFirstChild();
    assertThat(((Element) relay.getParentNode()).getAttribute("action"))
        .isEqualTo("https://h/next");
    assertThat(relay.getTagName()).isEqualTo("ConversationRelay");
    assertThat(relay.getAttribute("welcomeGreeting"))
        .isEqualTo("\"/><Dial>+1900</Dial> & 'ü'  \uD83D\uDE00");
    assertThat(relay.hasAttribute("voice")).isFalse();
    assertThat(relay.hasChildNodes()).isFalse();
  }

  @Test
  void a_text_is_spoken_and_then_it_is_asked_what_follows() throws Exception {
    var say = response(Twiml.say("Call \"us\" & <soon>", "de-DE", "https://h/said?a=1&b=2"));
    assertThat(say.getTagName()).isEqualTo("Say");
    assertThat(say.getAttribute("language")).isEqualTo("de-DE");
    assertThat(say.getTextContent()).isEqualTo("Call \"us\" & <soon>");
    var next = (Element) say.getNextSibling();
    assertThat(next.getTagName()).isEqualTo("Redirect");
    assertThat(next.getAttribute("method")).isEqualTo("POST");
    assertThat(next.getTextContent()).isEqualTo("https://h/said?a=1&b=2");
  }

  @Test
  void languages_have_a_region() {
    assertThat(Twiml.region("de")).isEqualTo("de-DE");
    assertThat(Twiml.region("en")).isEqualTo("en-US");
    assertThat(Twiml.region("es-MX")).isEqualTo("es-MX");
    assertThat(Twiml.region("da")).as("no voice speaks da-DA").isEqualTo("da-DK");
  }

  @Test
  void a_call_is_rejected_dialled_on_or_ended() throws Exception {
    assertThat(response(Twiml.reject(true)).getAttribute("reason")).isEqualTo("busy");
    assertThat(response(Twiml.reject(false)).getAttribute("reason")).isEqualTo("rejected");
    assertThat(response(Twiml.hangUp()).getTagName()).isEqualTo("Hangup");
    var dial = response(Twiml.dial("+4930", Optional.of("+4940")));
    assertThat(dial.getAttribute("callerId")).isEqualTo("+4940");
    assertThat(dial.getTextContent()).isEqualTo("+4930");
    var returning = response(Twiml.dialReturning("+4930", "https://h/next?a=1&b=2"));
    assertThat(returning.getAttribute("action")).isEqualTo("https://h/next?a=1&b=2");
    assertThat(returning.hasAttribute("callerId")).isFalse();
    assertThat(returning.getTextContent()).isEqualTo("+4930");
  }
}
