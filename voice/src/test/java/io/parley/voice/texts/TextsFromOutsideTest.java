package io.parley.voice.texts;

import io.parley.core.fuzz.Reader;
import io.parley.core.fuzz.TextFuzz;
import io.parley.voice.call.Calls;
import io.parley.voice.sip.message.SipReaders;
import io.parley.voice.webrtc.WebRtcReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextsFromOutsideTest {
  private static final List<String> THAT_DID_HARM = List.of("\u0130");
  private static final List<String> PACKAGES = List.of("webrtc", "sip", "moonshine", "deepgram");

  @Test
  void hostile_text_takes_time_by_its_length_and_no_stack() {
    var readers = new ArrayList<>(WebRtcReaders.all());
    readers.addAll(SipReaders.all());
    for (var name : PACKAGES)
      readers.addAll(Reader.in(Calls.class, "io.parley.voice." + name, Set.of()));
    TextFuzz.tryOn(readers, THAT_DID_HARM);
    TextFuzz.tryOn(readers);
  }
}
