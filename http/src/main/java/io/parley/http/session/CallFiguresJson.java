package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.CallFigures.OfLine;
import io.parley.core.quality.CallFigures.Stages;
import io.parley.core.quality.CallFigures.Talk;
import io.parley.core.quality.Spread;
import java.util.Optional;

/// The figures of a call, as the company's readers see them.
final class CallFiguresJson {
  private CallFiguresJson() {}

  static ObjectNode into(ObjectNode json, CallFigures figures) {
    json.put("way", figures.way()).put("seconds", figures.seconds());
    figures.line().ifPresent(line -> line(json.putObject("line"), line));
    stages(json.putObject("stages"), figures.stages());
    figures.talk().ifPresent(talk -> talk(json.putObject("talk"), talk));
    return json.put("interruptions", figures.interruptions())
        .put("falseInterruptions", figures.falseInterruptions());
  }

  private static void line(ObjectNode json, OfLine line) {
    json.put("codec", line.codec())
        .put("mos", line.opinion())
        .put("worstMos", line.worst())
        .put("lossPercent", line.lossPercent())
        .put("burst", line.burst());
    spread(json, "jitterMillis", Optional.of(line.jitterMillis()));
    line.there()
        .ifPresent(
            there -> {
              var reported = json.putObject("there");
              there.roundTripMillis().ifPresent(millis -> reported.put("roundTripMillis", millis));
              reported.put("lossPercent", there.lossPercent());
            });
  }

  private static void stages(ObjectNode json, Stages stages) {
    spread(json, "words", stages.words());
    spread(json, "complete", stages.complete());
    spread(json, "text", stages.text());
    spread(json, "sound", stages.sound());
    spread(json, "whole", stages.whole());
    spread(json, "answer", stages.answer());
    spread(json, "added", stages.added());
  }

  private static void spread(ObjectNode json, String name, Optional<Spread> known) {
    known.ifPresent(
        spread ->
            json.putObject(name)
                .put("count", spread.count())
                .put("p50", spread.p50())
                .put("p95", spread.p95()));
  }

  private static void talk(ObjectNode json, Talk talk) {
    json.put("customerSeconds", talk.customerSeconds()).put("agentSeconds", talk.agentSeconds());
    talk.customerWordsPerMinute().ifPresent(words -> json.put("customerWordsPerMinute", words));
    talk.agentWordsPerMinute().ifPresent(words -> json.put("agentWordsPerMinute", words));
    json.put("silenceShare", talk.silenceShare())
        .put("lateTicks", talk.lateTicks())
        .put("underruns", talk.underruns());
  }
}
