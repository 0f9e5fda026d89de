package io.parley.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventKindsTest {
  @Test
  void every_kind_of_event_has_one_name() {
    assertThat(EventKinds.all().values())
        .containsExactlyInAnyOrderElementsOf(records(SessionEvent.class));
  }

  @Test
  void names_are_words_with_hyphens() {
    assertThat(EventKinds.all().keySet()).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void every_kind_of_event_belongs_to_one_family() {
    var families = List.of(SessionEvent.class.getPermittedSubclasses());
    assertThat(families).allMatch(Class::isSealed).allMatch(Class::isInterface);
    for (var kind : EventKinds.all().values())
      assertThat(families)
          .as("families of %s", kind.getSimpleName())
          .filteredOn(family -> family.isAssignableFrom(kind))
          .hasSize(1)
          .containsExactly(kind.getDeclaringClass());
  }

  private static List<Class<? extends SessionEvent>> records(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .flatMap(
            type ->
                type.isSealed()
                    ? records(type).stream()
                    : Stream.of(type.asSubclass(SessionEvent.class)))
        .toList();
  }
}
