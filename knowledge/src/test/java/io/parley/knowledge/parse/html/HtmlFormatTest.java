package io.parley.knowledge.parse.html;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.knowledge.Reading.Reason;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.sample.Read;
import org.junit.jupiter.api.Test;

class HtmlFormatTest {
  private static final String PAGE =
      """
      <!doctype html><html lang="de-CH"><head><title>Rückgabe | Laden</title>
      <link rel="canonical" href="/hilfe/rueckgabe"><meta name="robots" content="nofollow">
      <style>p { color: red }</style><script>document.write('no')</script></head>
      <body><nav><a href="/">Home</a><a href="/a#x">A</a></nav>
      <header><h2>Laden</h2></header>
      <main><h1>Rückgabe</h1><p>Sie haben <b>30 Tage</b>.<br>Ab Lieferung.</p>
      <ul><li>Bücher<ul><li>neu</li></ul></li><li>Kleider</li></ul>
      <ol><li>packen</li><li>senden</li></ol>
      <table><caption>Fristen</caption><tr><th>Land</th><th>Tage</th></tr><tr><td>CH|LI</td><td>30</td></tr></table>
      <pre>a
        b</pre><blockquote>Gut!</blockquote>
      <p hidden>unsichtbar</p><p style="display: none">auch</p><a href="b.html#y">weiter</a>
      </main><footer>Impressum</footer></body></html>
      """;

  @Test
  void the_main_content_becomes_markdown() throws Exception {
    var read = Read.document("https://example.com/hilfe/x.html", PAGE);
    assertThat(read.body())
        .isEqualTo(
            """
            Sie haben 30 Tage.\s\s
            Ab Lieferung.

            - Bücher
              - neu
            - Kleider

            1. packen
            2. senden

            Fristen

            | Land | Tage |
            | --- | --- |
            | CH\\|LI | 30 |

            ```
            a
              b
            ```

            > Gut!

            weiter
            """);
    assertThat(read.title()).contains("Rückgabe");
    assertThat(read.language()).contains("de-CH");
    assertThat(read.source()).contains("https://example.com/hilfe/rueckgabe");
  }

  @Test
  void a_page_says_what_crawlers_want_to_know() throws Exception {
    var page = Read.content("https://example.com/hilfe/x.html", PAGE).page();
    assertThat(page.links())
        .containsExactly(
            "https://example.com/", "https://example.com/a", "https://example.com/hilfe/b.html");
    assertThat(page.canonical()).contains("https://example.com/hilfe/rueckgabe");
    assertThat(page.index()).isTrue();
    assertThat(page.follow()).isFalse();
  }

  @Test
  void without_a_main_part_lists_of_links_are_navigation() throws Exception {
    var page = new StringBuilder("<html><body><ul>");
    for (int i = 0; i < 8; i++) page.append("<li><a href=/").append(i).append(">Menu ").append(i);
    page.append("</ul><div><h1>Hours</h1><div>Nine to five.</div></div></body></html>");
    assertThat(Read.document("a.html", page.toString()).body()).isEqualTo("Nine to five.\n");
  }

  @Test
  void the_encoding_is_the_one_that_the_page_names() throws Exception {
    var page = "<html><head><meta charset=iso-8859-1></head><body><p>Größe und Maß</body></html>";
    assertThat(Read.document("a.html", page.getBytes(ISO_8859_1)).body())
        .isEqualTo("Größe und Maß\n");
  }

  @Test
  void escaped_markup_stays_text() throws Exception {
    var page = "<html><body><p>&lt;img src=x onerror=alert(1)&gt; # a</p></body></html>";
    assertThat(Read.document("a.html", page).body())
        .isEqualTo("\\<img src=x onerror=alert(1)> # a\n");
  }

  @Test
  void tables_that_only_arrange_are_not_tables() throws Exception {
    var page =
        "<html><body><table><tr><td><h1>A</h1><p>text</p></td></tr>"
            + "<tr><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table></body></html>";
    assertThat(Read.document("a.html", page).body())
        .isEqualTo("text\n\n| x | y |\n| --- | --- |\n");
  }

  @Test
  void a_page_without_text_is_refused() {
    assertThatThrownBy(() -> Read.document("a.html", "<html><body><script>x()</script>"))
        .isInstanceOfSatisfying(
            RefusedFile.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.EMPTY));
  }
}
