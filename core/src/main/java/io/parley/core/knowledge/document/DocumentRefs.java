package io.parley.core.knowledge.document;

import io.parley.core.knowledge.ContentHash;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names documents by the files that they were read from.
public final class DocumentRefs {
  /// Of a ref, in characters.
  public static final int LENGTH_MAX = 120;

  private static final int HASH_CHARS = 8;
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");
  private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");

  private DocumentRefs() {}

  /// Whether `text` has the form of a ref that people choose.
  public static boolean isRef(String text) {
    return REF.matcher(text).matches();
  }

  /// The ref of a file's text: its path and key in lower case, with hyphens. Names that have no
  /// Latin letters, and long ones, are told apart by a hash.
  public static String of(String file, Optional<String> key) {
    var whole = EXTENSION.matcher(file).replaceFirst("") + key.map(k -> "-" + k).orElse("");
    var plain = MARKS.matcher(Normalizer.normalize(whole, Normalizer.Form.NFD)).replaceAll("");
    var name = NO_WORD.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
    name = name.replaceAll("^-|-$", "");
    boolean readable = name.length() * 2 >= plain.length() && name.length() <= LENGTH_MAX / 2;
    return readable && !name.isEmpty() ? name : distinct(name, whole);
  }

  /// Another ref for the text, when [#of] is the ref of a document of another file.
  public static String another(String ref, String collection, String file, Optional<String> key) {
    return distinct(ref, collection + "\n" + file + "\n" + key.orElse(""));
  }

  private static String distinct(String name, String whole) {
    var head = name.isEmpty() ? "document" : name.substring(0, Math.min(name.length(), 60));
    return head + "-" + ContentHash.of(whole).substring(0, HASH_CHARS);
  }
}
