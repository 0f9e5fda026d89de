package io.parley.server.e2e;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Words that nobody but one company has written anywhere, and ids of its things, by the place
/// where they stand.
final class CanaryWords {
  /// So many letters fit every name.
  private static final int LETTERS = 14;

  private static final int HEXADECIMAL = 16;

  private final Map<String, String> said = new LinkedHashMap<>();
  private final Map<String, String> named = new LinkedHashMap<>();
  private final Map<String, String> kept = new LinkedHashMap<>();
  private final List<String> guesses = new ArrayList<>();

  /// A new word of a text that people write.
  String said(String where) {
    return add(said, where, word());
  }

  /// A new word of a name, which may be in an address.
  String named(String where) {
    return add(named, where, word());
  }

  /// The same with a name or an id that was given.
  String named(String where, String name) {
    return add(named, where, name);
  }

  /// A new word that not even the company itself has to be shown.
  String kept(String where) {
    return add(kept, where, word());
  }

  /// The same with a secret that was given.
  void kept(String where, String secret) {
    kept.put(where, secret);
  }

  /// Something to ask for that others may write, too.
  void guess(String value) {
    guesses.add(value);
  }

  /// The word, name or id at this place.
  String at(String where) {
    return all().get(where);
  }

  /// All, by their places: in nothing that another company can read.
  Map<String, String> all() {
    var all = shown();
    all.putAll(kept);
    return all;
  }

  /// Those that the company finds again.
  Map<String, String> shown() {
    var shown = new LinkedHashMap<>(said);
    shown.putAll(named);
    return shown;
  }

  /// Those that are in no log and in no metric. Names of things and of organisations may be.
  Map<String, String> unlogged() {
    var unlogged = new LinkedHashMap<>(said);
    unlogged.putAll(kept);
    return unlogged;
  }

  /// To ask for in addresses.
  Collection<String> names() {
    var names = new ArrayList<>(named.values());
    names.addAll(guesses);
    return names;
  }

  /// To search for.
  Collection<String> sought() {
    var sought = new ArrayList<>(said.values());
    sought.addAll(names());
    return sought;
  }

  private static String add(Map<String, String> words, String where, String word) {
    words.put(where, word);
    return word;
  }

  /// Without digits: personal numbers are masked in questions.
  private static String word() {
    var word = new StringBuilder("q");
    UUID.randomUUID()
        .toString()
        .replace("-", "")
        .substring(0, LETTERS)
        .chars()
        .forEach(digit -> word.append((char) ('a' + Character.digit(digit, HEXADECIMAL))));
    return word.toString();
  }
}
