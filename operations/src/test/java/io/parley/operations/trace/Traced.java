package io.parley.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.http.route.RequestTrace;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A node's tracing with a collector around each test.
class Traced {
  /// Message texts of customers, agents and tools, none of which may be sent to the collector.
  static final String WORDS = "Xanthippe";

  static final String CALLERS_TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final Optional<String> CALLER =
      Optional.of("00-" + CALLERS_TRACE + "-b7ad6b7169203331-01");

  OtlpCollector collector;
  Tracing tracing = Tracing.off();
  SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void open() throws IOException {
    collector = OtlpCollector.start();
    tracing = tracing("");
  }

  /// After each test: the sent bytes contain no message text.
  @AfterEach
  void no_message_text_is_sent_to_the_collector() {
    tracing.close();
    collector.close();
    assertThat(collector.text()).doesNotContain(WORDS);
  }

  RequestTrace request(String method, String route, Optional<String> traceparent) {
    return tracing.request(method, route, () -> traceparent);
  }

  Tracing tracing(String over) {
    var config =
        ConfigFactory.parseString("parley.tracing { %s }".formatted(over))
            .withFallback(
                ConfigFactory.parseString(
                    "parley.tracing { interval = 20ms, flush = 1m, endpoint = \"%s\" }"
                        .formatted(collector.endpoint())))
            .withFallback(ConfigFactory.defaultReference());
    registry = new SimpleMeterRegistry();
    return Tracing.start(TraceSettings.from(config), "1.2.3", registry);
  }

  double spans(String outcome) {
    return registry.get("parley.trace.spans").tag("outcome", outcome).counter().count();
  }
}
