package io.parley.core.mail;

import java.util.regex.Pattern;

/// Addresses of the web within words: mail programs make links of them. A name such as
/// `shop.example` alone is none, though some programs make one of it, too.
final class Links {
  /// A scheme, or a name of the DNS with a path, a port or a query.
  private static final Pattern ADDRESS =
      Pattern.compile("://|[\\p{L}\\p{N}]\\.\\p{L}[\\p{L}\\p{N}-]{1,62}+(?:/|[:?#][\\p{L}\\p{N}])");

  private Links() {}

  static boolean in(String words) {
    return ADDRESS.matcher(words).find();
  }

  /// The same words; if an address is in them, with blanks that no program makes a link of.
  static String without(String words) {
    return in(words) ? words.replace("://", " : // ").replace(".", " . ") : words;
  }
}
