package io.parley.knowledge.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextPageTest {
  @Test
  void the_next_page_is_found_in_the_forms_of_both_apis() throws IOException {
    var url = URI.create("https://api.desk.example/articles?per_page=25&starting_after=a");
    assertThat(next(url, "{'pages': {'type': 'pages', 'next': null, 'page': 1}}")).isEmpty();
    assertThat(
            next(url, "{'data': [], 'pages': {'next': {'per_page': 25, 'starting_after': 'b c'}}}"))
        .contains(URI.create("https://api.desk.example/articles?per_page=25&starting_after=b+c"));
    assertThat(next(url, "{'pages': {'next': 'http://api.desk.example/articles?page=2'}}"))
        .as("with the TLS of the first page")
        .contains(URI.create("https://api.desk.example/articles?page=2"));
    assertThat(next(url, "{'next_page': 'https://api.desk.example/a.json?page[after]=x'}"))
        .contains(URI.create("https://api.desk.example/a.json?page[after]=x"));
    assertThat(next(url, "{'articles': [{'links': {'next': '/x'}, 'next_page': '/y'}]}")).isEmpty();
    assertThat(next(url, "[1]")).isEmpty();
    assertThat(next(url, "question,answer")).isEmpty();
    for (var other : List.of("https://evil.example/a", "http://api.desk.example:8080/a"))
      assertThatThrownBy(() -> next(url, "{'next_page': '%s'}".formatted(other)))
          .hasMessage("the next page is at another host (expected: api.desk.example)");
  }

  private static Optional<URI> next(URI url, String page) throws IOException {
    return NextPage.after(url, page.replace('\'', '"').getBytes(UTF_8));
  }
}
