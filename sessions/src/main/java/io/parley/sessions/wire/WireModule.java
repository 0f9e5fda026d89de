package io.parley.sessions.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.parley.core.limit.RateLimit;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.sessions.Answer;
import io.parley.sessions.listener.ToReader;
import java.util.Locale;

/// Lets sealed types of the rules travel between nodes under names made from the records' own
/// (`Say` is `say`): core stays free of annotations. What is stored has names of its own, see the
/// journal's.
public final class WireModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  public WireModule() {
    super("parley-wire");
    sealed(SessionCommand.class);
    sealed(SessionEvent.class);
    sealed(Answer.class);
    sealed(ToReader.class);
    sealed(RateLimit.Verdict.class);
  }

  private void sealed(Class<?> type) {
    setMixInAnnotation(type, Named.class);
    for (var permitted : type.getPermittedSubclasses())
      registerSubtypes(new NamedType(permitted, kebab(permitted.getSimpleName())));
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface Named {}
}
