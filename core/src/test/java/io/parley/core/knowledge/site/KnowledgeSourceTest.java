package io.parley.core.knowledge.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.knowledge.site.KnowledgeSource.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeSourceTest {
  @ParameterizedTest
  @CsvSource({
    "SITE, mcp://crm",
    "SITE, ftp://help.example/",
    "SITE, https://user@help.example/",
    "EXPORT, mcp://crm",
    "RESOURCES, https://crm.example/",
    "RESOURCES, mcp://crm/path",
    "RESOURCES, mcp://Crm",
  })
  void an_address_of_another_kind_is_refused(Kind kind, String url) {
    assertThatThrownBy(() -> source(kind, URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: ");
  }

  @Test
  void resources_have_the_name_of_their_tool_source_and_a_file_for_each_uri() {
    var source = source(Kind.RESOURCES, URI.create("mcp://my_crm"));
    assertThat(source.toolSource()).isEqualTo("my_crm");
    assertThat(source.host()).isEqualTo("my_crm");
    assertThat(source.file("memo://a/1")).isEqualTo("@s/memo://a/1");
    assertThat(source.file("memo://b/1")).isNotEqualTo(source.file("memo://a/1"));
  }

  @ParameterizedTest
  @CsvSource({
    "PT6H, 0, PT6H",
    "PT6H, 1, PT1M",
    "PT6H, 2, PT2M",
    "PT6H, 6, PT32M",
    "PT6H, 7, PT1H",
    "PT6H, 1000, PT1H",
    "PT5M, 2, PT2M",
    "PT5M, 4, PT5M",
  })
  void a_run_that_failed_is_repeated_sooner_and_then_less_and_less(
      Duration every, int failures, Duration pause) {
    assertThat(read(Optional.of(every)).pause(failures)).contains(pause);
  }

  @Test
  void a_source_without_a_schedule_is_read_when_somebody_asks_and_until_that_succeeds() {
    assertThat(read(Optional.empty()).pause(0)).isEmpty();
    assertThat(read(Optional.empty()).pause(1)).contains(Duration.ofMinutes(1));
    assertThat(read(Optional.empty()).pause(9)).contains(Duration.ofHours(1));
  }

  private static KnowledgeSource read(Optional<Duration> every) {
    return new KnowledgeSource(
        "s",
        "default",
        Kind.SITE,
        URI.create("https://help.example/"),
        every,
        new KnowledgeSource.Reading(
            OptionalInt.empty(), List.of(), List.of(), Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  @Test
  void resources_take_no_messages_of_changes() {
    assertThatThrownBy(
            () ->
                new KnowledgeSource(
                    "s",
                    "default",
                    Kind.RESOURCES,
                    URI.create("mcp://crm"),
                    Optional.empty(),
                    source(Kind.RESOURCES, URI.create("mcp://crm")).reading(),
                    Optional.of("hook")))
        .hasMessageContaining("hookSecret");
  }

  private static KnowledgeSource source(Kind kind, URI url) {
    return new KnowledgeSource(
        "s",
        "default",
        kind,
        url,
        Optional.empty(),
        new KnowledgeSource.Reading(
            OptionalInt.empty(), List.of(), List.of(), Optional.empty(), Optional.empty()),
        Optional.empty());
  }
}
